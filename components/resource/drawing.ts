import type { ReactNode } from 'react';
import type { Messages } from '@/lib/messages/catalogues';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Message } from '@/lib/wiring/message';
import type { Thing } from '@/lib/wiring/thing';
import type { Icon } from './icon';
import type { Testing } from './testing';

/** What moves a wire's records, in AWS's words; `resultName` is what AWS calls the result. */
export type Says = { state: string; reason: string | null; result: string | null; resultName: string };

/**
 * How one kind of thing in AWS is drawn on the board and in lists. Left out is what nothing is drawn of; methods take
 * what its own reader gives.
 */
export type Drawing<T extends Thing> = {
  icon?: Icon;
  /** Words of its list: its name, while an end is chosen from it, where an account has none, and those without a wire. */
  listed?: { name: MessageKey; reading?: MessageKey; none?: MessageKey; unwired?: MessageKey };
  /** Words of a source on the board: the way to a wire from it, without and with its name, and that its ARN was copied. */
  source?: Record<'connect' | 'connectNamed' | 'copied', MessageKey>;
  /** The words by which the wizard asks for it; general ones where not said. */
  asked?: keyof Messages['wizard']['end'];
  /** What stands before it. */
  label?: MessageKey;
  /** Said where it was not read. */
  unseen?: MessageKey;
  /** What a search finds it by, beside its ARN and its account. */
  found?(thing: T): (string | null)[];
  /** A short fact behind its ARN. */
  shortFact?(thing: T): string | null;
  /** The line under its name where it can be chosen. */
  remark?(thing: T): string;
  /** Why it can be no end of a wire as it is now; `null` where it can. */
  stops?(thing: T): MessageKey | null;
  /** A filter pattern of its records, as an example. */
  pattern?: string;
  /** Said of a wire that reads through one. */
  through?(name: string): Message;
  says?(thing: T): Says;
  /** How a person puts a test record on one. */
  testing?: Testing;
  /** Of what moves a wire's records: its name, that a wire has none, and what a plan to make one calls it. */
  pulse?: { name: MessageKey; none: MessageKey; lacking: MessageKey; planned: MessageKey };
  /** By which its policy is written and read: what practice accounts refuse first. */
  policyApis?: Record<'write' | 'read', { service: string; operation: string }>;
  /** The line under its name. */
  Line?(props: { thing: T; place: string | null }): ReactNode;
  /** In a few words, who is let in. */
  Chip?(props: { thing: T }): ReactNode;
};
