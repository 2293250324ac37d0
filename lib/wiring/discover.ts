import { parsePolicy } from '@/lib/policy/document';
import { principalsOf } from '@/lib/policy/inspect';
import { accountOf, arnKind, arnOf, parseArn, regionOf, unqualified } from './arn';
import type { LambdaFunction, ListRead, Mapping, Source, Wire } from './inventory';
import { kinds } from './kind/kinds';
import { pollerAsks, resourceSide } from './poller';
import { statusOf, worstFirst } from './status';
import { wireId } from './wire-id';

export type Discovery = {
  sources: readonly Source[];
  functions: readonly LambdaFunction[];
  mappings: readonly Mapping[];
  /** Which lists were read whole: only there does "not found" mean "not there". */
  reads: readonly ListRead[];
  /** Account id to connection id. */
  connections: ReadonlyMap<string, string>;
};

function listed(discovery: Discovery, list: ListRead['list'], arn: string): boolean {
  return discovery.reads.some(
    (read) =>
      read.list === list &&
      read.accountId === accountOf(arn) &&
      read.region === regionOf(arn) &&
      read.read.state === 'known',
  );
}

function kindFor(sourceArn: string): string | null {
  const parsed = parseArn(sourceArn);
  if (!parsed.ok) return null;
  const found = arnKind(parsed.arn);
  return kinds.find((kind) => kind.sourceKind === found)?.id ?? null;
}

/** Whether the stream's policy, read, leaves the role without a right that the kind needs there. */
function isUngranted(source: Source, kindId: string, functionArn: string, roleArn: string): boolean {
  if (source.policy.state === 'absent') return true;
  if (source.policy.state !== 'known') return false;
  const policy = parsePolicy(source.policy.value);
  if (!policy.ok) return false;
  const kind = kinds.find((one) => one.id === kindId);
  const needs = kind?.needs({ sourceArn: source.arn, functionArn, roleArn, logGroup: '' }) ?? [];
  return needs.some(({ demand }) => {
    if (demand.type !== 'grant' || demand.place !== 'resource-policy') return false;
    const asked = pollerAsks({ roleArn, functionArn }, demand.action, { arn: source.arn, accountId: source.accountId });
    return resourceSide(asked, policy.document).decision === 'deny';
  });
}

function mappedWire(mapping: Mapping, kind: string, discovery: Discovery): Wire {
  const functionArn = unqualified(mapping.functionArn);
  const found = discovery.sources.find((source) => source.arn === mapping.sourceArn);
  const source = found ?? (listed(discovery, 'streams', mapping.sourceArn) ? null : undefined);
  const reads = discovery.functions.find((one) => one.arn === functionArn);
  const reader = reads ?? (listed(discovery, 'functions', functionArn) ? null : undefined);
  const ungranted = found && reads ? isUngranted(found, kind, functionArn, reads.roleArn) : false;
  const producer = arnOf(mapping.sourceArn);
  return {
    id: wireId(kind, mapping.sourceArn, functionArn),
    kind,
    region: producer.region,
    sourceArn: mapping.sourceArn,
    readerArn: functionArn,
    functionArn,
    roleArn: reads?.roleArn ?? null,
    producer: { accountId: producer.accountId, connectionId: discovery.connections.get(producer.accountId) ?? null },
    consumer: { accountId: mapping.accountId, connectionId: mapping.connectionId },
    mapping,
    shape: ungranted ? 'mapped-ungranted' : 'whole',
    ...statusOf({ mapping, source, function: reader, ungranted }),
    since: null,
  };
}

/** A principal of another account that a stream's policy allows and that no mapping reads as. */
function grantedWires(source: Source, kind: string, discovery: Discovery): Wire[] {
  if (source.policy.state !== 'known') return [];
  const policy = parsePolicy(source.policy.value);
  if (!policy.ok) return [];
  const readers = discovery.mappings
    .filter((mapping) => mapping.sourceArn === source.arn)
    .map((mapping) => ({
      accountId: mapping.accountId,
      roleArn: discovery.functions.find((one) => one.arn === unqualified(mapping.functionArn))?.roleArn,
    }));
  const seen = new Set<string>();
  return principalsOf(policy.document).flatMap((principal): Wire[] => {
    const { value, accountId } = principal;
    const dead = /^A(ROA|IDA)[A-Z0-9]+/.test(value);
    if (principal.effect !== 'Allow' || seen.has(value) || accountId === source.accountId) return [];
    seen.add(value);
    const wholeAccount = accountId !== null && (value === accountId || value.endsWith(':root'));
    // A mapping whose function is gone or was not read may have had this very role.
    const read = readers.some(
      ({ roleArn, accountId: reading }) =>
        roleArn === value || (accountId === reading && (wholeAccount || roleArn === undefined)),
    );
    if (read || (!dead && accountId === null)) return [];
    return [grantedWire(source, kind, value, accountId, dead, discovery)];
  });
}

function grantedWire(
  source: Source,
  kind: string,
  readerArn: string,
  accountId: string | null,
  dead: boolean,
  discovery: Discovery,
): Wire {
  const connectionId = accountId ? (discovery.connections.get(accountId) ?? null) : null;
  const seesMappings = discovery.reads.some(
    (read) =>
      read.list === 'mappings' &&
      read.accountId === accountId &&
      read.region === source.region &&
      read.read.state === 'known',
  );
  const because = dead ? 'dead-principal' : seesMappings ? 'granted-unread' : 'reader-unseen';
  return {
    id: wireId(kind, source.arn, readerArn),
    kind,
    region: source.region,
    sourceArn: source.arn,
    readerArn,
    functionArn: null,
    roleArn: readerArn.includes(':role/') ? readerArn : null,
    producer: { accountId: source.accountId, connectionId: source.connectionId },
    consumer: { accountId: accountId ?? '', connectionId },
    mapping: null,
    shape: 'granted-unread',
    status: because === 'reader-unseen' ? 'unknown' : 'half',
    because: { key: `status.${because}`, values: { principal: readerArn } },
    since: null,
  };
}

/** Wires from mappings whose source is in another account, and half-wires from grants that nobody reads with. */
export function discoverWires(discovery: Discovery): Wire[] {
  const mapped = discovery.mappings.flatMap((mapping) => {
    const kind = kindFor(mapping.sourceArn);
    return kind && accountOf(mapping.sourceArn) !== mapping.accountId ? [mappedWire(mapping, kind, discovery)] : [];
  });
  const granted = discovery.sources.flatMap((source) => grantedWires(source, source.kind, discovery));
  return worstFirst([...mapped, ...granted]);
}
