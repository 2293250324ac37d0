import type { ListedThing } from '@/lib/wiring/inventory';
import type { Part } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { AnyDetail, By, Readers } from './reader';
import type { Session } from './session/session';

/** Reads a thing by its ARN or by what it is looked up by. Throws for a resource that nobody reads. */
export function readPart(
  session: Session,
  { is, ref }: Pick<Part, 'ref'> & { is: string },
  readers: Readers,
): Promise<Read<Thing>> {
  return readerOf(readers, is).read(session, ref);
}

type Asked = { by?: By; resources: ResourceTable; readers: Readers };

/**
 * Every thing of a resource in the session's account and Region, a page at a time; after a failed page there is no other.
 * `by` narrows it as far as AWS can; what joins others is left out where it joins none of `resources`.
 */
export function listThings(
  session: Session,
  is: string,
  { by = {}, resources, readers }: Asked,
): AsyncGenerator<Read<ListedThing[]>> {
  const { list } = readerOf(readers, is);
  if (!list) throw new Error(`Nobody lists ${is}.`);
  return list(session, { by, resources });
}

/** What is read of a listed thing beside its list, each by the first of its fields. */
export function detailsOf(is: string, readers: Readers): Readonly<Record<string, AnyDetail | undefined>> {
  return readerOf(readers, is).details ?? {};
}

function readerOf(readers: Readers, is: string): Readers[string] {
  const reader = readers[is];
  if (!reader) throw new Error(`Nobody reads ${is}.`);
  return reader;
}
