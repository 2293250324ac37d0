import type { ReactNode } from 'react';
import type { Listing } from '@/components/wizard/listing';
import type { Connection } from '@/lib/wiring/connection';
import type { Thing } from '@/lib/wiring/thing';

/** What a question knows of the wire that is being made. */
export type ControlProps = {
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

/** How a person answers a question. */
export type Control = (props: ControlProps) => ReactNode;

/** What is said of a thing once it is chosen; `null` while it is not listed yet. */
export type Chosen<T extends Thing> = { Notice(props: { thing: T | null }): ReactNode };
