import { listFunctions, listMappings } from '@/lib/aws/lambda/read';
import { openSession } from '@/lib/aws/session/open-session';
import { arnOf, consumerName, streamArnOf, unqualified } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { readArn } from '@/lib/wiring/discover/wire-id';
import type { LambdaFunction, Mapping } from '@/lib/wiring/inventory';
import type { OtherReaders } from '@/lib/wiring/plan/other-readers';
import type { Read } from '@/lib/wiring/read';
import type { WireToRead } from './gather-evidence';

type WireEnds = Pick<WireToRead, 'producer' | 'consumer' | 'sourceArn' | 'consumerName' | 'functionArn'>;

/** Other mappings that live off what a wire was given; `null` when that cannot be seen. */
export async function otherReaders(wire: WireEnds, roleArn: string): Promise<OtherReaders | null> {
  const { producer, consumer, sourceArn } = wire;
  if (consumer === null) return null;
  const { region } = arnOf(wire.functionArn ?? sourceArn);
  const [here, elsewhere, owners] = await Promise.all([
    readersIn(consumer, region),
    // A role is of every Region.
    Promise.all(consumer.regions.filter((one) => one !== region).map((one) => readersIn(consumer, one))),
    // Its owner needs no policy to read through a consumer.
    wire.consumerName === null || producer === null ? [] : mappingsIn(producer, region),
  ]);
  if (here === null) return null;
  const read = readArn(sourceArn, wire.consumerName);
  const own = wire.functionArn && unqualified(wire.functionArn);
  const others = here.mappings.filter((one) => readBy(one) !== read || unqualified(one.functionArn) !== own);
  const sameRole = asRole({ ...here, mappings: others }, roleArn);
  const ofSource = sameRole.filter((one) => streamArnOf(one.sourceArn) === sourceArn);
  const further = elsewhere.map((readers) => readers && asRole(readers, roleArn).length);
  return {
    ofRole: sum([sameRole.length, ...further]),
    ofSource: ofSource.length,
    consumers: ofSource.flatMap((one) => consumerName(one.sourceArn) ?? []),
    ofConsumer:
      wire.consumerName === null
        ? 0
        : sum([others, owners].map((all) => all?.filter((one) => readBy(one) === read).length ?? null)),
  };
}

type Readers = { functions: LambdaFunction[]; mappings: Mapping[] };

async function readersIn(connection: Connection, region: string): Promise<Readers | null> {
  const session = openSession(connection, region, 'read');
  const [functions, mappings] = await Promise.all([whole(listFunctions(session)), mappingsIn(connection, region)]);
  return functions && mappings && { functions, mappings };
}

function mappingsIn(connection: Connection, region: string): Promise<Mapping[] | null> {
  return whole(listMappings(openSession(connection, region, 'read')));
}

function asRole({ functions, mappings }: Readers, roleArn: string): Mapping[] {
  const ofRole = new Set(functions.filter((one) => one.roleArn === roleArn).map((one) => one.arn));
  return mappings.filter(({ functionArn }) => ofRole.has(unqualified(functionArn)));
}

/** What a mapping reads, whatever its consumer's ARN is by now. */
function readBy({ sourceArn }: Mapping): string {
  return readArn(streamArnOf(sourceArn), consumerName(sourceArn));
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce((all, one) => (all === null || one === null ? null : all + one), 0);
}

async function whole<T>(pages: AsyncIterable<Read<T[]>>): Promise<T[] | null> {
  const all: T[] = [];
  for await (const page of pages) {
    if (page.state !== 'known') return null;
    all.push(...page.value);
  }
  return all;
}
