import type { LambdaFunction, Mapping, Source, StreamKey } from './inventory';
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
  /** Its `summary`, `policy`, `consumers` and `key` are reads of their own. */
  source: Read<Source>;
  function: Read<LambdaFunction & { state: string | null; stateReason: string | null }>;
  role: RoleEvidence;
  /**
   * The mapping that joins this source and this function; `absent` when there is none. One on a registered consumer
   * of the wire's name counts, even if that consumer has been registered again since.
   */
  mapping: Read<Mapping>;
  /** Other mappings on the same registered consumer: two of them take shards from each other (wirings K2). */
  rivals: Read<Mapping[]>;
  /** Keys that runs for this wire opened before the stream's key was changed. */
  formerKeys: { arn: string; key: Read<StreamKey> }[];
};
