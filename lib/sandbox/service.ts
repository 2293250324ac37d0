import type { ConditionContext, Principal } from '@/lib/policy/question';
import type { Clock } from './clock';
import type { Landscape } from './landscape/landscape';
import type { World } from './world';

/** Who signed a request, as the practice accounts know them. */
export type Caller = { principal: Principal; accountId: string; accessKeyId: string; session?: CallerSession };

/** What an assumed role's session carries. Times are epoch milliseconds. */
export type CallerSession = {
  roleArn: string;
  roleUniqueId: string;
  name: string;
  policies: string[];
  tags: Record<string, string>;
  /** Keys of the tags that are handed on when this session assumes another role. */
  transitiveTagKeys?: string[];
  sourceIdentity?: string;
  expiresAt: number;
  /** Assumed by another assumed role. */
  chained: boolean;
};

/** One request on its way through the practice accounts. */
export type Call = {
  caller: Caller;
  /** The account the request is made in: the caller's own. */
  accountId: string;
  region: string;
  requestId: string;
  world: World;
  clock: Clock;
};

/** One permission that a request needs: what IAM evaluates before the operation runs. */
export type Ask = {
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  /** The account that owns the resource; the call's own when left out. */
  resourceAccount?: string;
  /** The text of the policy on the resource, `null` when it has none. */
  resourcePolicy?: string | null;
  resourcePolicyType?: 'resource' | 'key' | 'trust';
  /** Whom grants on a key let do this, by unique id or ARN: they stand beside the key's policy. */
  grantees?: readonly string[];
  /** How a refusal names the resource where that is not its ARN: IAM says `role NAME`. Empty to name none. */
  shown?: string;
  context?: ConditionContext;
};

/** A rate that AWS publishes, `per` second; `key` separates buckets, for instance one a stream. */
export type Limit = {
  bucket: string;
  perSecond: number;
  burst?: number;
  key?: string;
  fault?: string;
  /** What a refusal says; `Rate exceeded` when left out. */
  message?: string;
};

/**
 * What a request does to the accounts. `reads` and `writes`: their things, and a write is saved before it is answered.
 * `flows`: a write of what passes through at any moment, such as a record. `session`: neither.
 */
export type Effect = 'reads' | 'writes' | 'flows' | 'session';

export type Operation<Input = unknown, Output = unknown> = {
  /** Left out where the operation's name tells: Get, List and Describe read, all others write. */
  effect?: Effect;
  /** Every permission the request needs, in the order AWS names them when it refuses. */
  asks: (input: Input, call: Call) => Ask[];
  limit?: (input: Input, call: Call) => Limit | undefined;
  run: (input: Input, call: Call) => Output | Promise<Output>;
};

/** The operations on the policy of one type of resource, which all carry its text as `Policy`. */
export type PolicyOperations = {
  read: string;
  put: string;
  /** `null` where a resource is never without a policy. */
  remove: string | null;
  /** The fault that reading answers where a resource has none; left out where that is an empty policy. */
  absent?: string;
  /** What the account that owns a resource might grant itself on it. */
  grant: (resourceArn: string) => { Action: string; Resource: string };
};

/** A service of the practice accounts: a folder of its own, entered in `services.ts`. */
export type Service = {
  /** As in the signature's credential scope, which is not always the prefix of its actions. */
  name: string;
  protocol: 'awsJson1_0' | 'awsJson1_1' | 'restJson1' | 'awsQuery';
  /** The schemas that decode requests and encode answers, as client packages export them: `CreateRole$` … */
  schemas: Record<string, unknown>;
  /** The code of the fault that a broken rate limit gives. */
  throttleFault: string;
  /** What that fault carries beside its message. */
  throttleFields?: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: operations differ in input and output; each is checked where it is written.
  operations: Record<string, Operation<any, any>>;
  policies?: readonly PolicyOperations[];
  /** How its AWS managed key `alias/aws/NAME` calls it, where it has one. */
  keyTitle?: string;
  /** What Tributary's role in an account may do with this service: statements of the role's policy. */
  operator?: (accountId: string) => readonly object[];
  /** What stands in the accounts when they are opened for the first time. */
  landscape?: Landscape;
  /** What runs on its own between requests: pollers, things that become ACTIVE. Called on every tick of the clock. */
  tick?: (world: World, clock: Clock) => void | Promise<void>;
  /** Ends what the service started outside of the world, when the practice accounts close. */
  close?: () => void;
};

/** An answer in AWS's error shape. `code` is the modelled exception name; `status` the HTTP status. */
export class Fault extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
