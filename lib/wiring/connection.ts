import type { Said } from './said';

export type ConnectionMode = 'read-only' | 'may-change';

/** An AWS account that Tributary can reach. Times are ISO strings. */
export type Connection = {
  id: string;
  name: string;
  accountId: string;
  roleArn: string;
  externalId: string;
  regions: string[];
  mode: ConnectionMode;
  /** Reached through the practice accounts' endpoint, never through AWS. */
  sandbox: boolean;
  createdAt: string;
  checkedAt: string | null;
  checkState: 'unchecked' | 'ready' | 'failing';
};

export type ConnectionInput = Pick<Connection, 'name' | 'roleArn' | 'regions' | 'mode'>;

/** One line of the doctor, in order of cause; what rests on a failed one is `skipped`. */
export type ConnectionCheck = {
  /** `hub-identity`, `assume-role`, `external-id`, `account`, `region:us-east-1`, `read:kinesis:ListStreams:us-east-1`, `write:kinesis:PutResourcePolicy` … */
  id: string;
  state: 'passed' | 'failed' | 'skipped' | 'unknown';
  title: Said;
  cause?: Said;
  /** AWS's words, or the fact that was read, verbatim. */
  evidence: string;
  /** What to do: a sentence, and a document to paste where there is one. */
  fix?: Said & { document?: string };
};
