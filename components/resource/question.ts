import type { Verdict } from '@/lib/wiring/need';
import type { ResourceId } from '@/lib/wiring/resource/resources';

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
};
