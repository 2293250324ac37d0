import type { OptionalRight } from '@/lib/wiring/connection';
import type { PolicyThing } from './policy-thing';

export type Action = `${string}:${string}`;

/** The value of a condition key: texts, or the ARNs of a thing. */
export type ConditionValue = string | readonly string[] | PolicyThing;

type Right = {
  action: Action;
  /** `*` where AWS takes no resource for it. */
  on: '*' | PolicyThing;
  /** The Sid of the statement that it stands in, together with others on the same things. */
  group: string;
  condition?: Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;
  /** Under `doctor.cause`: what is lost without it. Tributary works all the same. */
  optional?: OptionalRight;
};

/** A right that the role has only where whoever makes it chooses so. */
export type Choice = {
  /** Names its document and its parameter. */
  id: string;
  /** What it lets Tributary do, and what that means. */
  lets: string;
  means: string;
  /** What Tributary does without it, and what is done then. */
  without: string;
  withoutPassive: string;
};

type ReadPermission = Right & {
  /** Judged by the role's policies, not tried: to try it would begin something that AWS bills. */
  judged?: true;
};

export type WritePermission = Right & {
  /** Called by AWS on our behalf, never by us. */
  indirect?: true;
  choice?: Choice;
};

/** What a role may not do although it was allowed. */
export type Limit = Omit<Right, 'on' | 'optional'> & { on: '*' | Pick<PolicyThing, 'pattern'> };

/** What a right to data would reveal, in the order in which it is denied. */
export const guardedData = ['records', 'code', 'plaintext'] as const;

/** What Tributary needs of a service: the session policy, the operator's role and the doctor follow from it. */
export type Permissions = {
  reads: readonly ReadPermission[];
  writes?: readonly WritePermission[];
  /** Denied to every role. */
  never?: Partial<Readonly<Record<(typeof guardedData)[number], readonly Action[]>>>;
  limits?: readonly Limit[];
  /** What is known of the condition keys in requests of the writes. */
  context?: Readonly<Record<string, ConditionValue>>;
};
