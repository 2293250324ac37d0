import type { Call } from '@/lib/wiring/call/calls';
import type { Session } from '../session/session';
import { foundAlready, madeAlready, nothingPending, type Performer, wasFound } from './performer';

/** A document that is written statement by statement, each under an id: grants on a key, permissions of a function. */
type Statements<C extends Call> = {
  /** What a journal calls the id. */
  id: string;
  /** The id of the statement that lets in whom the call is about, `null` where there is none. */
  find: (session: Session, call: C) => Promise<string | null>;
  add: (session: Session, call: C) => Promise<string>;
  /** One that is gone already is no fault. */
  remove: (session: Session, call: C, id: string) => Promise<void>;
};

/** Adds a statement; undo takes away the one that this run added. */
export function statementAdder<C extends Call>({ id, find, add, remove }: Statements<C>): Performer<C> {
  return {
    async observe(session, call, journal) {
      const found = await find(session, call);
      if (found === null) return { state: 'to-do', before: null };
      return {
        state: 'made',
        before: null,
        result: { [id]: found, ...(journal.begunAt === null ? foundAlready : {}) },
      };
    },
    write: async (session, call) => ({ [id]: await add(session, call) }),
    pending: nothingPending,
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      const added = journal.result?.[id] ?? (await find(session, call));
      if (added) await remove(session, call, added);
      return {};
    },
    undoPending: nothingPending,
  };
}

type Removal<C extends Call> = Statements<C> & {
  /** The id of the very statement that the call takes away. */
  idOf: (call: C) => string;
  /** Whether that one stands. */
  stands: (session: Session, call: C) => Promise<boolean>;
  /** What stood there, for the journal. */
  before: (call: C) => string;
};

/** Takes a statement away; undo adds it again, under whatever id it gets. */
export function statementRemover<C extends Call>(statements: Removal<C>): Performer<C> {
  const { id, idOf, find, stands, before, add, remove } = statements;
  return {
    async observe(session, call, journal) {
      if (await stands(session, call)) return { state: 'to-do', before: before(call) };
      return madeAlready(journal, null);
    },
    async write(session, call) {
      await remove(session, call, idOf(call));
      return {};
    },
    pending: nothingPending,
    async undo(session, call, journal): Promise<Record<string, string>> {
      if (wasFound(journal)) return {};
      return { [id]: (await find(session, call)) ?? (await add(session, call)) };
    },
    undoPending: nothingPending,
  };
}
