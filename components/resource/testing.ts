import type { ReactNode } from 'react';
import type { Messages } from '@/lib/messages/catalogues';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Thing } from '@/lib/wiring/thing';

export type TestingProps = {
  /** What a record is put on, once it was read. */
  thing: Thing | null;
  givenKey: string;
  onGiveKey: (key: string) => void;
};

/** How a person puts a test record on a source. */
export type Testing = {
  /** What is said of it. */
  words: keyof Messages['trace']['put'];
  /** Said of data that is not JSON, where that matters. */
  notJson?: MessageKey;
  /** Whether a text may be the record's key, where a person gives one. */
  isKey?(text: string): boolean;
  /** Asks for the record's key, or shows what is put. */
  Record(props: TestingProps): ReactNode;
};
