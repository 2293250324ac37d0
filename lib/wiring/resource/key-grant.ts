/** A grant on a KMS key: a statement of its own, beside the key's policy. */
export type KeyGrant = {
  id: string;
  name: string | null;
  granteePrincipal: string;
  /** `Decrypt`, `GenerateDataKey` … */
  operations: string[];
  /** The encryption context that a request must have for the grant to hold; empty when any will do. */
  encryptionContext: Record<string, string>;
};
