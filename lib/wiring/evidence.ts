import type { LambdaFunction, Mapping, Source } from './inventory';
import type { Read } from './read';

export type RolePolicy = { name: string; arn: string | null; document: Read<string> };

/** An IAM role as one read of it gave it. Policy documents are JSON texts, decoded from IAM's URL encoding. */
export type RoleEvidence = {
  arn: string;
  role: Read<{ uniqueId: string; createdAt: string; trustPolicy: string; boundaryArn: string | null }>;
  attached: Read<RolePolicy[]>;
  inline: Read<RolePolicy[]>;
  /** `absent` when the role has none. */
  boundary: Read<string>;
};

/** Everything a wire's needs are held against. */
export type Evidence = {
  /** Its `summary` and `policy` are reads of their own. */
  source: Read<Source>;
  function: Read<LambdaFunction & { state: string | null; stateReason: string | null }>;
  role: RoleEvidence;
  /** The mapping that joins this source and this function; `absent` when there is none. */
  mapping: Read<Mapping>;
};
