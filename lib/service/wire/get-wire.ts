import { listRuns } from '@/lib/store/runs';
import { observeWires } from '@/lib/store/wires';
import { accountOf, arnOf } from '@/lib/wiring/arn';
import { discoverWires } from '@/lib/wiring/discover/discover';
import { reason } from '@/lib/wiring/discover/status';
import type { ListRead, Wire } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { refusal } from '../http/refuse';
import { withChangedKeys } from '../inventory/changed-keys';
import { type FoundWire, findWire } from './find-wire';
import { type Gathered, gatherEvidence } from './gather-evidence';

/** One wire: both halves as read now, held against what it needs, and what our runs did. Throws the problem `no-wire`. */
export async function getWire(id: string): Promise<WireDetail> {
  const found = await findWire(id);
  const [gathered, runs] = await Promise.all([gatherEvidence(found), listRuns({ wireId: id })]);
  const [wire = null] = await withChangedKeys([wireAsRead(id, found, gathered)].flatMap((one) => one ?? []));
  if (wire === null) throw refusal(404, 'wire-removed', { source: found.sourceArn, reader: found.readerArn });
  const at = new Date().toISOString();
  const since = (await observeWires([wire], at)).get(id) ?? at;
  return {
    wire: { ...movedKey(wire, gathered), since },
    evidence: gathered.evidence,
    verdicts: gathered.verdicts,
    runs,
  };
}

/** The role's own policies tell it, too: they name the key that the stream had before. */
function movedKey(wire: Wire, { verdicts }: Gathered): Wire {
  const changed = verdicts.some(({ code }) => code === 'key-changed');
  if (!changed || wire.code !== 'key-ungranted') return wire;
  return { ...wire, ...reason('key-changed', wire.because.values) };
}

/** The wire as the board would show it, drawn from this one reading; `null` when neither half of it stands. */
function wireAsRead(id: string, found: FoundWire, gathered: Gathered): Wire | null {
  const { evidence } = gathered;
  const sources = evidence.source.state === 'known' ? [evidence.source.value] : [];
  const functions = evidence.function.state === 'known' ? [evidence.function.value] : [];
  const mappings = evidence.mapping.state === 'known' ? [evidence.mapping.value] : [];
  const drawn = discoverWires({
    sources,
    functions,
    mappings,
    reads: [
      listRead('streams', found.sourceArn, evidence.source),
      listRead('functions', gathered.ends.functionArn, evidence.function),
      listRead('mappings', gathered.ends.functionArn, evidence.mapping),
    ],
    connections: connectionsOf(found),
  });
  return drawn.find((wire) => wire.id === id) ?? unmappedWire(id, found, gathered);
}

/** A list that this one thing would have been in: read when the thing was found or is said not to be there. */
function listRead(list: ListRead['list'], arn: string, read: Read<unknown>): ListRead {
  const { accountId, region } = arnOf(arn);
  const state: Read<number> =
    read.state === 'known' || read.state === 'absent' ? { state: 'known', value: 1, at: read.at } : read;
  return { connectionId: '', accountId, region, list, read: state };
}

function connectionsOf({ producer, consumer }: FoundWire): Map<string, string> {
  return new Map([producer, consumer].flatMap((one) => (one ? [[one.accountId, one.id] as const] : [])));
}

/** Granted, but not mapped to this function; or not to be told, because the mappings could not be read. */
function unmappedWire(id: string, found: FoundWire, { ends, evidence, verdicts }: Gathered): Wire | null {
  const granted = verdicts.some(
    ({ need, state }) => need.id.startsWith('producer:resource-policy:') && state === 'met',
  );
  const unread = evidence.mapping.state !== 'absent' && evidence.mapping.state !== 'known';
  if (!granted && !unread) return null;
  const { readerArn } = found;
  return {
    id,
    kind: found.kind.id,
    region: arnOf(found.sourceArn).region,
    sourceArn: found.sourceArn,
    consumerName: found.consumerName,
    readerArn,
    functionArn: found.functionArn,
    roleArn: ends.roleArn,
    producer: { accountId: arnOf(found.sourceArn).accountId, connectionId: found.producer?.id ?? null },
    consumer: { accountId: accountOf(readerArn) ?? '', connectionId: found.consumer?.id ?? null },
    mapping: null,
    shape: 'granted-unread',
    status: unread ? 'unknown' : 'half',
    ...reason(unread ? 'reader-unseen' : 'granted-unread', { principal: ends.roleArn }),
    since: null,
  };
}
