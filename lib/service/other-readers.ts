import { listFunctions, listMappings } from '@/lib/aws/lambda';
import { openSession } from '@/lib/aws/session';
import { arnOf, unqualified } from '@/lib/wiring/arn';
import type { Read } from '@/lib/wiring/read';
import type { WireToRead } from './gather-evidence';

type WireEnds = Pick<WireToRead, 'consumer' | 'sourceArn' | 'functionArn'>;

/** Other mappings of the account and Region that read as the same role; `null` when that cannot be seen. */
export async function otherReaders(
  wire: WireEnds,
  roleArn: string,
): Promise<{ ofRole: number; ofSource: number } | null> {
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
