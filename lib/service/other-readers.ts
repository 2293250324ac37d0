import { listFunctions, listMappings } from '@/lib/aws/lambda';
import { openSession } from '@/lib/aws/session';
import { arnOf, consumerName, streamArnOf, unqualified } from '@/lib/wiring/arn';
import type { Mapping } from '@/lib/wiring/inventory';
import type { OtherReaders } from '@/lib/wiring/plan-removal';
import type { Read } from '@/lib/wiring/read';
import { readArn } from '@/lib/wiring/wire-id';
import type { WireToRead } from './gather-evidence';

type WireEnds = Pick<WireToRead, 'consumer' | 'sourceArn' | 'consumerName' | 'functionArn'>;

/** Other mappings of the account and Region that live off what a wire was given; `null` when that cannot be seen. */
export async function otherReaders(wire: WireEnds, roleArn: string): Promise<OtherReaders | null> {
  if (wire.consumer === null) return null;
  const session = openSession(wire.consumer, arnOf(wire.functionArn ?? wire.sourceArn).region, 'read');
  const [functions, mappings] = await Promise.all([whole(listFunctions(session)), whole(listMappings(session))]);
  if (functions === null || mappings === null) return null;
  const ofRole = new Set(functions.filter((one) => one.roleArn === roleArn).map((one) => one.arn));
  const read = readArn(wire.sourceArn, wire.consumerName);
  const readBy = ({ sourceArn }: Mapping) => readArn(streamArnOf(sourceArn), consumerName(sourceArn));
  const others = mappings.filter((one) => readBy(one) !== read || unqualified(one.functionArn) !== wire.functionArn);
  const sameRole = others.filter(({ functionArn }) => ofRole.has(unqualified(functionArn)));
  return {
    ofRole: sameRole.length,
    ofSource: sameRole.filter(({ sourceArn }) => streamArnOf(sourceArn) === wire.sourceArn).length,
    ofConsumer: wire.consumerName === null ? 0 : others.filter((one) => readBy(one) === read).length,
  };
}

async function whole<T>(pages: AsyncIterable<Read<T[]>>): Promise<T[] | null> {
  const all: T[] = [];
  for await (const page of pages) {
    if (page.state !== 'known') return null;
    all.push(...page.value);
  }
  return all;
}
