import type { ReactNode } from 'react';
import type { Messages } from '@/lib/messages/catalogues';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Message } from '@/lib/wiring/message';
import type { Verdict } from '@/lib/wiring/need';
import type { Part, PartName } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { Thing } from '@/lib/wiring/thing';
import type { Icon } from './icon';

/** What may not have been read, as a notice names it. */
export type ReadName = keyof Messages['wire']['read-what'];

/** A read of a thing or of something of it, and how it is named. */
export type NamedRead = readonly [what: ReadName, read: Read<unknown>];

/** A part of a wire as the wire's page shows it. */
export type ShownPart<T> = { name: PartName; part: Part; arn: string | null; read: Read<T> };

/** What moves a wire's records, in AWS's words; `resultName` is what AWS calls the result. */
export type Says = { state: string; reason: string | null; result: string | null; resultName: string };

/** How a resource is drawn on the board and while a wire is made. Left out is what nothing is drawn of. */
type OnBoard<T extends Thing> = {
  icon?: Icon;
  /** Words of its list: its name, while it is read, where an account has none, and those without a wire. */
  listed?: { name: MessageKey; reading: MessageKey; none?: MessageKey; unwired?: MessageKey };
  /** What stands before it. */
  label?: MessageKey;
  /** Said where it was not read. */
  unseen?: MessageKey;
  /** What a search finds it by, beside its ARN and its account. */
  found?(thing: T): (string | null)[];
  /** A short fact behind its ARN. */
  aside?(thing: T): string | null;
  /** The line under its name where it can be chosen. */
  remark?(thing: T): string;
  /** Why it can be no end of a wire as it is now; `null` where it can. */
  stops?(thing: T): MessageKey | null;
  /** Said of a wire that reads through one. */
  through?(name: string): Message;
  says?(thing: T): Says;
  /** By which its policy is written and read: what practice accounts refuse first. */
  policyApis?: Record<'write' | 'read', { service: string; operation: string }>;
  /** The line under its name. */
  Line?(props: { thing: T; place: string | null }): ReactNode;
  /** In a few words, who is let in. */
  Chip?(props: { thing: T }): ReactNode;
  /** What is to be known of it once it is chosen; `null` while it is not listed yet. */
  Notice?(props: { thing: T | null }): ReactNode;
};

/** How a resource is drawn on the page of a wire. */
type OnPage<T extends Thing> = {
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

/** How one kind of thing in AWS is drawn. Methods take what its own reader gives. */
export type Drawing<T extends Thing> = OnBoard<T> & OnPage<T>;
