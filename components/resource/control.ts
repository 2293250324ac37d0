import type { ReactNode } from 'react';
import type { Thing } from '@/lib/wiring/thing';

/** What a question is given beside what every step of the wizard knows. */
export type ControlProps = {
  /** The source that was chosen, once it is listed. */
  source: Thing | null;
  answer: string | null;
  onAnswer: (answer: string | null) => void;
  /** Enter on an answer that is there already. */
  onEnter: () => void;
};

/** How a person answers a question. */
export type Control = (props: ControlProps) => ReactNode;

/** What is said of a thing once it is chosen; `null` while it is not listed yet. */
export type Chosen<T extends Thing> = { Notice(props: { thing: T | null }): ReactNode };
