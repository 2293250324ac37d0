import type { ReactNode } from 'react';
import type { Messages } from '@/lib/messages/catalogues';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Verdict } from '@/lib/wiring/need';
import type { Part, PartName } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { Thing } from '@/lib/wiring/thing';

/** What may not have been read, as a notice names it. */
export type ReadName = keyof Messages['wire']['read-what'];

/** A read of a thing or of something of it, and how it is named. */
export type NamedRead = readonly [what: ReadName, read: Read<unknown>];

/** A part of a wire as the wire's page shows it. */
export type ShownPart<T> = { name: PartName; part: Part; arn: string | null; read: Read<T> };

/** How a part of a wire is drawn on the wire's page. Methods take what the reader of its resource gives. */
export type PartDrawing<T extends Thing> = {
  what: ReadName;
  /** What of it is read apart. */
  reads?(thing: T): NamedRead[];
  /** Which read tells who else uses it, where nobody else may. */
  others?: ReadName;
  /** Facts of its half, first those of every part and then the last ones. */
  Facts?(props: ShownPart<T>): ReactNode;
  LastFacts?(props: ShownPart<T>): ReactNode;
  /** Its policies, and the heading of the half that they stand in. */
  Policies?(props: ShownPart<T>): ReactNode;
  policiesTitle?: MessageKey;
  /** What a verdict rests on, where that is no policy. */
  behind?(thing: T, verdict: Verdict): { title: MessageKey; body: ReactNode } | null;
};
