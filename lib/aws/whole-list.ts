import type { Read } from '@/lib/wiring/read';
import { known } from './session/reading';

/** Every page of a list, or the read that stands in the way. */
export async function wholeList<T>(pages: AsyncIterable<Read<T[]>>): Promise<Read<T[]>> {
  const found: T[] = [];
  for await (const page of pages) {
    if (page.state !== 'known') return page;
    found.push(...page.value);
  }
  return known(found);
}
