export const faultKinds = [
  'throttle',
  'error',
  'slow',
  'timeout',
  'reset',
  'half-answer',
  'malformed-answer',
  'expired',
  'sessions-expire',
  'deny',
  'policy-edit',
] as const;

/**
 * - `throttle`, `error`: refused as too much; an InternalFailure of status 500
 * - `slow`: performed, only later
 * - `timeout`, `reset`: no answer, after a while or at once: the connection closes
 * - `half-answer`, `malformed-answer`: performed; the answer breaks off in its middle, or is no answer of AWS
 * - `expired`: this one request is told that its token is expired
 * - `sessions-expire`: every session there is (of `accountId`, otherwise of all accounts) ends and must be renewed
 * - `deny`: refused as by a service control policy
 * - `policy-edit`: right after the resource or key policy was read, another administrator changes it
 */
export type FaultKind = (typeof faultKinds)[number];

/** Trouble that can be switched on. What is left out matches every request. */
export type SwitchedFault = {
  id: string;
  kind: FaultKind;
  service?: string;
  operation?: string;
  /** The account that the request is made in. */
  accountId?: string;
  only?: 'reads' | 'writes';
  /** A pattern with `*` that a permission of the request must fit, as `kinesis:Put*`. */
  action?: string;
  /** A pattern with `*` that the ARN of a resource of the request must fit. */
  resource?: string;
  /** A pattern with `*` that the ARN of who asks must fit. */
  caller?: string;
  /** With `timeout`, `reset` and `error`: the request is performed and saved before its answer is lost. */
  takesEffect?: boolean;
  /** With `policy-edit`: whether a statement is added (as when left out) or the last one removed. */
  edit?: 'add' | 'remove';
  /** Is injected into each matching request with this chance, 0 to 1. */
  probability?: number;
  /** Is injected into every n-th matching request. Neither `every` nor `probability`: each one. */
  every?: number;
  /** Lets so many matching requests through before it begins. */
  after?: number;
  /** Is injected so often and is over then. `sessions-expire` and `policy-edit` on each request are injected once. */
  times?: number;
  /** Is over at this time, ISO 8601. */
  until?: string;
  /** How long `slow` and `timeout` take; 2 s and 60 s when left out. */
  milliseconds?: number;
};

/** A fault with what became of it: how many requests it matched and how many it was injected into. */
export type FaultState = SwitchedFault & {
  state: 'on' | 'over';
  seen: number;
  injected: number;
  lastInjectedAt: string | null;
};

/** One request that a fault was injected into. */
export type Injection = {
  /** Counts every injection since the accounts were opened. */
  number: number;
  at: string;
  fault: string;
  kind: FaultKind;
  accountId: string;
  service: string;
  operation: string;
  /** The ARN of who asked. */
  who: string;
};

export type Faults = {
  /** What random faults are drawn from: the same seed and the same requests give the same injections. */
  readonly seed: number;
  list(): readonly FaultState[];
  /** The last requests that faults were injected into, newest first. */
  injections(): readonly Injection[];
  /** Switches a fault on; one with the same id is replaced, unless it is the very same. */
  add(fault: SwitchedFault): void;
  /**
   * Has these faults on and no others. One that is on in the same form goes on as it is; another seed starts all of
   * them afresh.
   */
  switchTo(faults: readonly SwitchedFault[], seed?: number): void;
  /** What is switched off lets go at once of the requests that it holds up. */
  remove(id: string): void;
  clear(): void;
};
