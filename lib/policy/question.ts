import type { PolicyDocument } from './document';

/** Who asks. `arn` is what IAM compares: a role, a role session, a user, an account root or a service. */
export type Principal =
  | { type: 'role'; arn: string; accountId: string; uniqueId?: string }
  | { type: 'session'; arn: string; roleArn: string; accountId: string; uniqueId?: string }
  | { type: 'user'; arn: string; accountId: string; uniqueId?: string }
  | { type: 'root'; arn: string; accountId: string }
  | { type: 'service'; name: string }
  | { type: 'federated'; arn: string; accountId: string }
  | { type: 'anonymous' };

/** Condition keys that are known, by name (compared without case). More than one value makes a multivalued key. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

export type Question = {
  principal: Principal;
  /** `kinesis:GetRecords` */
  action: string;
  resource: { arn: string; accountId: string };
  context: ConditionContext;
  /**
   * `true` when the whole request is in hand: a key that is not in `context` is absent. `false` when we only predict
   * a request of somebody else: a key that is not in `context` may or may not be there, so it makes an answer `depends`.
   */
  contextComplete: boolean;
  /** Beginnings of keys of which `context` has all that the request carries: `aws:PrincipalTag/`. */
  whole?: readonly string[];
};

export type PolicyType =
  | 'identity'
  | 'resource'
  | 'key'
  | 'trust'
  | 'boundary'
  | 'session'
  | 'scp'
  | 'rcp'
  | 'endpoint';

/** A policy with the name a person knows it by: a policy name, an ARN, "resource policy". */
export type NamedPolicy = { name: string; document: PolicyDocument };

export type Policies = {
  identity: readonly NamedPolicy[];
  /** The one policy on the resource. `resourceType` says which rules it follows; a resource without a policy leaves it out. */
  resource?: NamedPolicy;
  resourceType?: 'resource' | 'key' | 'trust';
  boundary?: NamedPolicy;
  session?: readonly NamedPolicy[];
  /** One list a level, root first: every level must allow. Leave out where no SCP applies. */
  scps?: readonly (readonly NamedPolicy[])[];
  rcps?: readonly (readonly NamedPolicy[])[];
  endpoint?: NamedPolicy;
};
