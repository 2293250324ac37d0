import type { Action } from './permission';
import type { Session } from './session/session';

/** A record as a person sends it to see what becomes of it. */
type TestRecord = { partitionKey: string; data: string };

/** How a record is put on a source. */
export type TestPut = {
  action: Action;
  /** Throws what the SDK throws. Answers AWS's words on where it is. */
  put: (session: Session, arn: string, record: TestRecord) => Promise<Record<string, string>>;
  /** Which of those names the record for whoever reads it. */
  id: string;
};
