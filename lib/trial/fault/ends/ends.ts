import type { World } from '@/lib/sandbox/world';
import type { Administrators } from '../administrators';
import type { Snapshot } from '../snapshot';
import type { Start } from '../start';

type Admin = Administrators;

/** What is made on the way between source and reader: how Tributary looks for it and makes it, and how others do. */
export type MadeBetween = {
  look: string;
  write: string;
  isThere: (now: Snapshot) => boolean;
  make: (admin: Admin) => Promise<object>;
};

/** What is read by the wires of one kind, as others make it, use it and break it. */
export type Ends = {
  /** What a person chooses. */
  source: string;
  /** What a mapping reads, by the name that lasts. */
  read: string;
  /** AWS's own policy for a role that reads it. */
  managedPolicy: string;
  /** Inline policies of the role that hold less than it needs. */
  actions: { half: string[]; ownHalf: string[] };
  /** Requests that can go wrong besides those of every kind. */
  operations: readonly (readonly [service: string, operation: string])[];
  make: (admin: Admin, start: Start, keyArn: string | null, random: () => number) => Promise<void>;
  /** ARNs of what has a policy that others write, as they are now. */
  shared: (now: Snapshot) => { stream: string | null; consumer: string | null };
  /** What the mapping reads as it is now; absent where that is not there. */
  readNow: (now: Snapshot) => string | undefined;
  between: MadeBetween | null;
  /** Its owner takes away what is read, or puts another in its place under the same name. */
  takeAway: (admin: Admin, now: Snapshot) => Promise<void>;
  replace: (admin: Admin, now: Snapshot) => Promise<void>;
  /** Puts a record and reads it as the poller reads; what is in the way, `null` where nothing is. */
  blocker: (world: World, admin: Admin) => Promise<string | null>;
};
