import type { ArnKind } from '../arn';
import type { Need } from '../need';
import type { Call } from '../plan';

/** The two ends of a wire, and the role that code runs as. */
export type Ends = { sourceArn: string; functionArn: string; roleArn: string; logGroup: string };

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal?: { AWS: string };
  Action: string | string[];
  Resource: string | string[];
};

/**
 * A way to wire, as data. Everything else in the program follows from a kind's needs; nothing else branches on it.
 * A new kind is one file like `kinesis.ts` and one entry in `kinds.ts`.
 */
export type Kind = {
  id: string;
  sourceKind: ArnKind;
  needs: (ends: Ends) => Need[];
  /** What the source's policy must say for this wire, under a `Sid` of ours. */
  resourceStatements: (ends: Ends, wireId: string) => PolicyStatement[];
  /** What the source's policy may hold in all, blanks included, as UTF-8. */
  mostPolicyBytes: number;
  /** The AWS managed policy that gives a role its half, and the same as least privilege. */
  managedPolicy: (ends: Ends) => string;
  roleStatements: (ends: Ends) => PolicyStatement[];
  /** The order in which changes are made. Removal goes by `unmake`. */
  make: readonly Call['call'][];
  unmake: readonly Call['call'][];
};
