import type { ListedThing } from '@/lib/wiring/inventory';
import type { Ref } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { ListedId, ResourceId, ResourceTable, ThingOf } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { Session } from './session/session';

/** What things are looked up by while their ARNs are not known. */
export type By = Readonly<Record<string, string>>;

/**
 * Things of the session's account and Region, a page at a time; after a failed page there is no other. `by` narrows it as
 * far as AWS can; what joins others is left out where it joins none of `resources`.
 */
type List<T> = (session: Session, asked: { by: By; resources: ResourceTable }) => AsyncGenerator<Read<T[]>>;

/** A read of a listed thing with a rate of its own. `fields` stay `pending` until it was made. */
export type Detail<T> = {
  fields: readonly (keyof T & string)[];
  /** `taken` is given each of the fields as it comes. */
  read: (session: Session, arn: string, taken: (some: Partial<T>) => void) => Promise<void>;
};

/** How one resource is read. */
export type Reader<T> = { read: (session: Session, ref: Ref) => Promise<Read<T>> };

export type Lister<T> = {
  list: List<T>;
  /** Each by the first of its fields. */
  details?: { readonly [Field in keyof T & string]?: Detail<T> };
};

/** How these resources are read, and listed where an inventory lists them. */
export type ReadersOf<Id extends ResourceId> = {
  readonly [One in Id]: Reader<ThingOf<One>> & (One extends ListedId ? Lister<ThingOf<One>> : unknown);
};

export type AnyDetail = {
  fields: readonly string[];
  read: (session: Session, arn: string, taken: (some: object) => void) => Promise<void>;
};

/** How a resource is read, for whoever does not know which it is. */
type AnyReader = Reader<Thing> & {
  list?: List<ListedThing>;
  details?: Readonly<Record<string, AnyDetail | undefined>>;
};

/** Readers by resource: the product's, or those and more. */
export type Readers = Readonly<Record<string, AnyReader>>;

/** For things that nothing but their ARN leads to. */
export function byArn<T>(read: (session: Session, arn: string) => Promise<Read<T>>): Reader<T>['read'] {
  return async (session, ref) => ('arn' in ref ? read(session, ref.arn) : { state: 'pending' });
}
