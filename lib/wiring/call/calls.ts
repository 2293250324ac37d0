import { registryOf } from '../registry';
import type { CallType } from './call';
import * as services from './services';

/** Every call that a plan may make. */
export const calls = registryOf(services);

type Types = typeof calls;

export type CallId = keyof Types;

type InputOf<Type> = Type extends CallType<infer Input, infer _> ? Input : never;

/** One write to AWS as plans and journals store it: which call, and what it is made with. */
export type Call = { [Id in CallId]: { call: Id } & InputOf<Types[Id]> }[CallId];

export type CallOf<Id extends CallId> = Extract<Call, { call: Id }>;

/** What has words of its own: a call, and each form of it apart. */
export type CallForm = CallId | { [Id in CallId]: `${Id} ${keyof NonNullable<Types[Id]['forms']> & string}` }[CallId];

/** The types of calls by their ids: `calls`, or those and more. */
export type Calls = Readonly<Record<CallId, CallType<never, string>>>;

/** The type of a call, and with it everything that is asked of that call. */
export function typeOf<C extends Call>(types: Calls, call: C): CallType<C, string> {
  // The table pairs every id with the type of its own input, which TypeScript cannot follow by a lookup.
  return types[call.call] as unknown as CallType<C, string>;
}
