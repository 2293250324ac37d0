import type { ReactNode } from 'react';
import type { Listing } from '@/components/wizard/listing';
import type { Connection } from '@/lib/wiring/connection';
import type { Verdict } from '@/lib/wiring/need';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';

/** What a question knows of the wire that is being made. */
export type QuestionProps = {
  kind: string;
  /** The source that was chosen, once it is listed. */
  source: Thing | null;
  /** The reader that was chosen, by ARN. */
  reader: string | null;
  answer: string | null;
  onAnswer: (answer: string | null) => void;
  /** Enter on an answer that is there already. */
  onEnter: () => void;
  listing: Listing;
  connections: Connection[];
};

/** What a person answers beyond source and reader, for a kind that asks it. `null` is the answer that goes unsaid. */
export type Question = {
  /** Its name in the address of the page. */
  parameter: string;
  /** With the source, or after both ends. */
  step: 'source' | 'settings';
  /** The answers that there are; any text where not said. */
  answers?: readonly string[];
  /** The answer is the name of one of these, through which the source is read. */
  names?: ResourceId;
  isGood?(answer: string): boolean;
  /** Whether there is anything to choose, by what is granted; always where not said. */
  due?(verdicts: readonly Verdict[]): boolean;
  Control(props: QuestionProps): ReactNode;
};
