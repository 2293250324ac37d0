import { randomUUID } from 'node:crypto';
import { listFunctions, listMappings } from '@/lib/aws/lambda';
import { openSession } from '@/lib/aws/session';
import { insertPlan } from '@/lib/store/plans';
import { listRuns } from '@/lib/store/runs';
import { arnOf, unqualified } from '@/lib/wiring/arn';
import type { Evidence } from '@/lib/wiring/evidence';
import { isOurs, wireIdOf } from '@/lib/wiring/our-statements';
import type { Plan } from '@/lib/wiring/plan';
import { planRemoval } from '@/lib/wiring/plan-removal';
import type { Read } from '@/lib/wiring/read';
import { defaultSettings } from '@/lib/wiring/settings';
import { statementsOf } from '@/lib/wiring/statements';
import { findWire } from './find-wire';
import { gatherEvidence, type WireToRead } from './gather-evidence';
import { attachedByRuns } from './granted-by-runs';
import { sideOf } from './plan-wire';

/** Plans how a wire is taken away, leaving what is not ours, and stores that plan. Throws the problem `no-wire`. */
export async function removeWire(wireId: string): Promise<Plan> {
  const plan = await draftRemoval(wireId);
  await insertPlan(plan);
  return plan;
}

/** The removal as it would be planned now, not stored. */
export async function draftRemoval(wireId: string): Promise<Plan> {
  const wire = await findWire(wireId);
  const { kind, sourceArn, producer, consumer } = wire;
  const { ends, evidence, verdicts } = await gatherEvidence(wire);
  const ownId = wire.functionArn === null ? (wireOfGrant(evidence, wire.readerArn) ?? wireId) : wireId;
  const attached = attachedByRuns(await listRuns({ wireId: ownId }));
  const readers = await otherReaders(wire, ends.roleArn);
  const body = planRemoval({
    kind,
    wireId: ownId,
    ends,
    evidence,
    producer: producer && sideOf(producer, sourceArn),
    consumer: consumer && sideOf(consumer, ends.functionArn),
    // Whether others read with the role could not be seen: then its policy stays.
    attachedByUs: readers === null ? [] : attached,
    otherReaders: readers ?? { ofRole: 0, ofSource: 0 },
  });
  return {
    id: randomUUID(),
    purpose: 'remove',
    kind: kind.id,
    wireId,
    createdAt: new Date().toISOString(),
    source: { connection: producer?.id ?? '', arn: sourceArn },
    reader: { connection: consumer?.id ?? '', functionArn: wire.functionArn ?? '', roleArn: ends.roleArn },
    settings: evidence.mapping.state === 'known' ? evidence.mapping.value.settings : defaultSettings,
    verdicts,
    ...body,
  };
}

/** A grant that nobody reads with any more: the wire that our statement for that principal was written for. */
function wireOfGrant({ source }: Evidence, principal: string): string | null {
  const policy = source.state === 'known' ? source.value.policy : null;
  if (policy?.state !== 'known') return null;
  const ours = statementsOf(policy.value).find(({ sid, text }) => isOurs(sid) && text.includes(`"${principal}"`));
  return ours ? wireIdOf(ours.sid) : null;
}

/** Other mappings of the account and Region that read as the same role; `null` when that cannot be seen. */
async function otherReaders(wire: WireToRead, roleArn: string): Promise<{ ofRole: number; ofSource: number } | null> {
  if (wire.consumer === null) return null;
  const session = openSession(wire.consumer, arnOf(wire.functionArn ?? wire.sourceArn).region, 'read');
  const [functions, mappings] = await Promise.all([whole(listFunctions(session)), whole(listMappings(session))]);
  if (functions === null || mappings === null) return null;
  const ofRole = new Set(functions.filter((one) => one.roleArn === roleArn).map((one) => one.arn));
  const isThis = (source: string, reader: string) => source === wire.sourceArn && reader === wire.functionArn;
  const others = mappings.filter(({ sourceArn, functionArn }) => {
    const reader = unqualified(functionArn);
    return ofRole.has(reader) && !isThis(sourceArn, reader);
  });
  return { ofRole: others.length, ofSource: others.filter(({ sourceArn }) => sourceArn === wire.sourceArn).length };
}

async function whole<T>(pages: AsyncIterable<Read<T[]>>): Promise<T[] | null> {
  const all: T[] = [];
  for await (const page of pages) {
    if (page.state !== 'known') return null;
    all.push(...page.value);
  }
  return all;
}
