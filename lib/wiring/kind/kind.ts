import type { Messages } from '@/lib/messages/catalogues';
import type { ArnKind } from '../arn';
import type { CallForm } from '../call/calls';
import type { Need } from '../need';
import type { Said } from '../said';

/** The two ends of a wire, what stands between them, and the role that code runs as. */
export type Ends = {
  /** The stream. */
  sourceArn: string;
  functionArn: string;
  roleArn: string;
  logGroup: string;
  /** The registered consumer of a kind that has one; `arn` is `null` while it is not registered. */
  consumer: { name: string; arn: string | null } | null;
  /** The customer managed key of an encrypted stream, where it could be resolved. */
  keyArn: string | null;
  /** Keys the stream was encrypted with before: its older records still are (wirings §0.5). */
  formerKeyArns: readonly string[];
};

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal?: { AWS: string };
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};

/** A kind has its words before anything else of it compiles. */
export type KindId = keyof Messages['kind'];

/**
 * A way to wire, as data. Everything else in the program follows from a kind's needs; nothing else branches on it.
 * A new kind is one file like `kinesis.ts` and one entry in `kinds.ts`.
 */
export type Kind = {
  id: KindId;
  sourceKind: ArnKind;
  /** What its mappings read. */
  mappedKind: ArnKind;
  /** Reads through a registered consumer of its own. */
  hasConsumer: boolean;
  /** The ARN that a mapping of this kind is made with. */
  mappedArn: (ends: Ends) => string;
  needs: (ends: Ends) => Need[];
  /** What policies on the producer's side must say for this wire, under a `Sid` of ours, by the ARN each is on. */
  resourceStatements: (ends: Ends, wireId: string) => { on: string; statements: PolicyStatement[] }[];
  keyStatement: (ends: Ends, wireId: string) => PolicyStatement;
  /** What a grant on the key must allow, and for which encryption context. */
  keyGrant: (ends: Ends) => { operations: string[]; encryptionContext: Record<string, string> };
  /** What a source's policy may hold in all, blanks included, as UTF-8. */
  mostPolicyBytes: number;
  /** The AWS managed policy that gives a role its half, with the actions it has, and the same as least privilege. */
  managedPolicy: (ends: Ends) => string;
  managedActions: readonly string[];
  roleStatements: (ends: Ends) => PolicyStatement[];
  /** What a registration or a key costs, for whom. */
  costs: (ends: Ends, openShards: number | null) => Said[];
  /** The order in which changes are made. Removal goes by `unmake`. */
  make: readonly CallForm[];
  unmake: readonly CallForm[];
};
