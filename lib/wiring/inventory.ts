import type { Read } from './read';
import type { Thing } from './thing';
import type { Wire } from './wire';

/** A thing as a list shows it, with where it was listed. */
export type ListedThing = Thing & { accountId: string; region: string; connectionId: string };

/** One list of one account and Region, by what it lists and by how that is called; `at` when it was read. */
export type ListRead = {
  connectionId: string;
  accountId: string;
  region: string;
  is: string;
  list: string;
  read: Read<number>;
};

/** Every list by what a wire does with it; `things` are those that stand on neither bank. */
export type ListedThings = {
  sources: ListedThing[];
  functions: ListedThing[];
  mappings: ListedThing[];
  things: ListedThing[];
};

export type Inventory = ListedThings & { wires: Wire[]; reads: ListRead[] };

type ListPiece<Name extends keyof ListedThings> = {
  piece: Name;
  connectionId: string;
  region: string;
  read: ListRead;
} & Pick<ListedThings, Name>;

/**
 * What `GET /api/inventory` sends as Server-Sent Events: things as they are read, then `done`. Each piece holds only
 * what the reader was not sent before, and what is `gone`, by ARN or wire id. A `whole` inventory was sent from the
 * beginning; by the name `next` only what changes from now on can be asked for. `pending` parts of streams (a summary with
 * consumers and key, or a policy) are still being read then: who asks again is sent them.
 */
export type InventoryPiece =
  | ListPiece<'sources'>
  | ListPiece<'functions'>
  | ListPiece<'mappings'>
  | ListPiece<'things'>
  | { piece: 'source'; source: ListedThing }
  | { piece: 'wires'; wires: Wire[]; gone: string[] }
  | { piece: 'done'; whole: boolean; gone: string[]; next: string; pending: number };
