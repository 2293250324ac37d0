import type { Permissions } from './permission';
import type { Session } from './session/session';
import type { Thing } from './thing';

/** Things that a call found, to try others on. */
export type Found = readonly (readonly [Thing, string])[];

/** One call of a read, to see whether it is allowed. What it answers is not kept. */
export type Probe = {
  /** What it is tried on; nothing for a list. */
  on?: Thing;
} & (
  | { call: (session: Session, on: string) => Promise<unknown>; finds?: undefined }
  | { call: (session: Session, on: string) => Promise<Found>; finds: readonly Thing[] }
);

type Tried<P extends Permissions> = Exclude<P['reads'][number], { judged: true }>['action'];

/** One for each read of a service that is tried, in the doctor's order. */
export type ProbesOf<P extends Permissions> = { readonly [A in Tried<P>]: Probe };
