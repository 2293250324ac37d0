import { readRole } from '@/lib/aws/iam/read';
import { readStream } from '@/lib/aws/kinesis/read';
import { readKey } from '@/lib/aws/kms/read';
import { listMappings, readFunction } from '@/lib/aws/lambda/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { listRunsBetween } from '@/lib/store/runs';
import { arnOf, streamArnOf, unqualified } from '@/lib/wiring/arn';
import { isConsumerOf } from '@/lib/wiring/call/kinesis';
import type { Connection } from '@/lib/wiring/connection';
import { readArn, wireId } from '@/lib/wiring/discover/wire-id';
import type { Evidence, RoleEvidence } from '@/lib/wiring/evidence';
import type { Mapping } from '@/lib/wiring/inventory';
import { judge } from '@/lib/wiring/judge/judge';
import type { Ends, Kind } from '@/lib/wiring/kind/kind';
import type { Verdict } from '@/lib/wiring/need';
import type { Read } from '@/lib/wiring/read';
import { openedByRuns } from './granted-by-runs';

/** A wire to look at. A connection is `null` where its account is not connected. */
export type WireToRead = {
  kind: Kind;
  /** The stream. */
  sourceArn: string;
  /** The registered consumer, for a kind that has one. */
  consumerName: string | null;
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
  const consumer = consumerOf(wire, source);
  const keyArn = keyArnOf(source);
  const roleArn = (reader.state === 'known' ? reader.value.roleArn : wire.roleArn) ?? nameless(wire, 'iam', 'role/-');
  const [rivals, formerKeys, role] = await Promise.all([
    readRivals(wire, source, consumer),
    readFormerKeys(wire, roleArn, keyArn),
    readReaderRole(wire, roleArn, reader),
  ]);
  const ends: Ends = {
    sourceArn: wire.sourceArn,
    functionArn: wire.functionArn ?? nameless(wire, 'lambda', 'function:-'),
    roleArn,
    logGroup: reader.state === 'known' ? reader.value.logGroup : '/aws/lambda/-',
    consumer,
    keyArn,
    formerKeyArns: formerKeys.map(({ arn }) => arn),
  };
  const evidence: Evidence = { source, function: reader, role, mapping, rivals, formerKeys };
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

async function readWireMapping({ consumer, consumerName, functionArn, sourceArn }: WireToRead): Promise<Read<Mapping>> {
  if (functionArn === null) return { state: 'absent', at: now() };
  if (consumer === null) return unconnected(functionArn);
  const session = openSession(consumer, arnOf(functionArn).region, 'read');
  // A consumer that was registered again leaves mappings on ARNs that nobody can list by: those are the function's.
  const read = await everyMapping(session, consumerName === null ? { sourceArn } : { functionArn });
  if (read.state !== 'known') return read;
  // A mapping to a version or an alias of the function is this wire's too, unless the very function has one.
  const own = read.value.filter(
    (mapping) =>
      unqualified(mapping.functionArn) === unqualified(functionArn) &&
      mapping.state !== 'Deleting' &&
      (consumerName === null || isConsumerOf(mapping.sourceArn, sourceArn, consumerName)),
  );
  const mapping = own.find((candidate) => candidate.functionArn === functionArn) ?? own[0];
  return mapping ? { state: 'known', value: mapping, at: now() } : { state: 'absent', at: now() };
}

async function everyMapping(session: Session, filter: Parameters<typeof listMappings>[1]): Promise<Read<Mapping[]>> {
  const found: Mapping[] = [];
  for await (const page of listMappings(session, filter)) {
    if (page.state !== 'known') return page;
    found.push(...page.value);
  }
  return { state: 'known', value: found, at: now() };
}

function consumerOf({ kind, consumerName }: WireToRead, source: Evidence['source']): Ends['consumer'] {
  if (!kind.hasConsumer || consumerName === null) return null;
  const consumers = source.state === 'known' ? source.value.consumers : null;
  const found = consumers?.state === 'known' ? consumers.value.find(({ name }) => name === consumerName) : undefined;
  return { name: consumerName, arn: found?.arn ?? null };
}

function keyArnOf(source: Evidence['source']): string | null {
  const key = source.state === 'known' ? source.value.key : null;
  return key?.state === 'known' && key.value.manager !== 'AWS' ? key.value.arn : null;
}

/** Mappings of other functions on the consumer that this wire reads through. */
async function readRivals(
  { producer, consumer, functionArn, sourceArn }: WireToRead,
  source: Evidence['source'],
  registered: Ends['consumer'],
): Promise<Read<Mapping[]>> {
  const none: Read<Mapping[]> = { state: 'known', value: [], at: now() };
  if (registered === null) return none;
  const consumerArn = registered.arn;
  if (consumerArn === null) {
    // Nobody reads through a consumer that is not there; one that could not be seen may well be there.
    if (source.state !== 'known') return source.state === 'absent' ? none : source;
    const { consumers } = source.value;
    return consumers.state === 'known' || consumers.state === 'absent' ? none : consumers;
  }
  if (consumer === null) return unconnected(functionArn ?? sourceArn);
  const { region } = arnOf(sourceArn);
  // The stream's owner reads through its consumers without any policy.
  const owner = producer === null || producer.accountId === consumer.accountId ? [] : [producer];
  const [own, owners] = await Promise.all(
    [consumer, ...owner].map((one) => everyMapping(openSession(one, region, 'read'), { sourceArn: consumerArn })),
  );
  if (own?.state !== 'known') return own ?? none;
  const others = own.value.filter(
    (mapping) => functionArn === null || unqualified(mapping.functionArn) !== unqualified(functionArn),
  );
  if (others.length > 0 || owners === undefined) return { ...own, value: others };
  return owners;
}

/** Keys that runs opened to this wire's role for this stream, and that are not the stream's any more. */
async function readFormerKeys(
  wire: WireToRead,
  roleArn: string,
  keyArn: string | null,
): Promise<Evidence['formerKeys']> {
  const { kind, sourceArn, consumerName, functionArn, producer } = wire;
  if (functionArn === null || producer === null) return [];
  const id = wireId(kind.id, readArn(sourceArn, consumerName), unqualified(functionArn));
  const opened = openedByRuns(await listRunsBetween(sourceArn, roleArn, id)).filter(
    (arn) => streamArnOf(arn) !== sourceArn && arn !== keyArn,
  );
  const session = openSession(producer, arnOf(sourceArn).region, 'read');
  const read = await Promise.all(opened.map(async (arn) => ({ arn, key: await readKey(session, arn) })));
  // What a key that is gone encrypted can be read by nobody, whatever is granted.
  return read.filter(({ key }) => key.state !== 'absent');
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
