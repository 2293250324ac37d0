import type { Permissions } from './permission';
import type { PolicyThing } from './policy-thing';
import type { Session } from './session/session';

/** Things that a call found, to try others on. */
export type ProbeFinds = readonly (readonly [PolicyThing, string])[];

/** One call of a read, to see whether it is allowed. What it answers is not kept. */
export type Probe = {
  /** What it is tried on; nothing for a list. */
  on?: PolicyThing;
} & (
  | { call: (session: Session, on: string) => Promise<unknown>; finds?: undefined }
  | { call: (session: Session, on: string) => Promise<ProbeFinds>; finds: readonly PolicyThing[] }
);

type Tried<P extends Permissions> = Exclude<P['reads'][number], { judged: true }>['action'];

/** One for each read of a service that is tried, in the doctor's order. */
export type ProbesOf<P extends Permissions> = { readonly [A in Tried<P>]: Probe };
