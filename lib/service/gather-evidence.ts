import { readRole } from '@/lib/aws/iam';
import { readStream } from '@/lib/aws/kinesis';
import { listMappings, readFunction } from '@/lib/aws/lambda';
import { openSession } from '@/lib/aws/session';
import { arnOf, unqualified } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Evidence, RoleEvidence } from '@/lib/wiring/evidence';
import type { Mapping } from '@/lib/wiring/inventory';
import { judge } from '@/lib/wiring/judge';
import type { Ends, Kind } from '@/lib/wiring/kind/kind';
import type { Verdict } from '@/lib/wiring/need';
import type { Read } from '@/lib/wiring/read';

/** A wire to look at. A connection is `null` where its account is not connected. */
export type WireToRead = {
  kind: Kind;
  sourceArn: string;
  /** `null` for a grant that nobody reads with. */
  functionArn: string | null;
  /** The role, where it is known without asking the function. */
  roleArn: string | null;
  producer: Connection | null;
  consumer: Connection | null;
};

export type Gathered = { ends: Ends; evidence: Evidence; verdicts: Verdict[] };

/** Reads all that a wire's needs are held against, in parallel, and judges it. Every piece says how its read went. */
export async function gatherEvidence(wire: WireToRead): Promise<Gathered> {
  const [source, reader, mapping] = await Promise.all([readSource(wire), readReader(wire), readWireMapping(wire)]);
  const roleArn = (reader.state === 'known' ? reader.value.roleArn : wire.roleArn) ?? nameless(wire, 'iam', 'role/-');
  const role = await readReaderRole(wire, roleArn, reader);
  const ends: Ends = {
    sourceArn: wire.sourceArn,
    functionArn: wire.functionArn ?? nameless(wire, 'lambda', 'function:-'),
    roleArn,
    logGroup: reader.state === 'known' ? reader.value.logGroup : '/aws/lambda/-',
  };
  const evidence: Evidence = { source, function: reader, role, mapping };
  return { ends, evidence, verdicts: judge(wire.kind, ends, evidence) };
}

async function readSource({ producer, sourceArn }: WireToRead): Promise<Evidence['source']> {
  if (producer === null) return unconnected(sourceArn);
  return readStream(openSession(producer, arnOf(sourceArn).region, 'read'), sourceArn);
}

async function readReader({ consumer, functionArn, sourceArn }: WireToRead): Promise<Evidence['function']> {
  if (functionArn === null) return { state: 'absent', at: now() };
  if (consumer === null) return unconnected(functionArn ?? sourceArn);
  return readFunction(openSession(consumer, arnOf(functionArn).region, 'read'), functionArn);
}

async function readWireMapping({ consumer, functionArn, sourceArn }: WireToRead): Promise<Read<Mapping>> {
  if (functionArn === null) return { state: 'absent', at: now() };
  if (consumer === null) return unconnected(functionArn);
  const session = openSession(consumer, arnOf(functionArn).region, 'read');
  const found: Mapping[] = [];
  for await (const page of listMappings(session, { sourceArn })) {
    if (page.state !== 'known') return page;
    found.push(...page.value);
  }
  // A mapping to a version or an alias of the function is this wire's too, unless the very function has one.
  const own = found.filter(
    (mapping) => unqualified(mapping.functionArn) === unqualified(functionArn) && mapping.state !== 'Deleting',
  );
  const mapping = own.find((candidate) => candidate.functionArn === functionArn) ?? own[0];
  return mapping ? { state: 'known', value: mapping, at: now() } : { state: 'absent', at: now() };
}

async function readReaderRole(wire: WireToRead, roleArn: string, reader: Evidence['function']): Promise<RoleEvidence> {
  const nothing = (read: Exclude<Read<never>, { state: 'known' }>): RoleEvidence => ({
    arn: roleArn,
    role: read,
    attached: read,
    inline: read,
    boundary: read,
  });
  if (wire.consumer === null) return nothing(unconnected(roleArn));
  if (roleArn.endsWith(':role/-')) {
    const unknown = reader.state === 'refused' || reader.state === 'failed' ? reader : null;
    return nothing(unknown ?? { state: 'failed', message: 'No function says which role it runs as.', at: now() });
  }
  return readRole(openSession(wire.consumer, arnOf(wire.functionArn ?? wire.sourceArn).region, 'read'), roleArn);
}

/** Stands for an end that is not known, so that an evaluation may still be asked; the verdicts on it are `unknown`. */
function nameless(wire: WireToRead, service: string, resource: string): string {
  const { partition, region } = arnOf(wire.sourceArn);
  const at = wire.functionArn ?? wire.roleArn;
  const account = wire.consumer?.accountId ?? (at === null ? '000000000000' : arnOf(at).accountId);
  return `arn:${partition}:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`;
}

function unconnected(arn: string): Exclude<Read<never>, { state: 'known' }> {
  return { state: 'failed', message: `The account ${arnOf(arn).accountId} is not connected.`, at: now() };
}

function now(): string {
  return new Date().toISOString();
}
