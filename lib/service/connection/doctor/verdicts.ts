import type { Messages } from '@/lib/messages/catalogues';
import type { MessageKey } from '@/lib/messages/message-key';
import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { Message, Values } from '@/lib/wiring/message';
import type { Read } from '@/lib/wiring/read';

type Doctor = Messages['doctor'];
export type TitleCode = keyof Doctor['title'];
export type CauseCode = keyof Doctor['cause'];
export type FixCode = keyof Doctor['fix'];
export type RemainingCode = keyof Doctor['remaining'];

/** A line of the doctor without its place in the list. */
export type Finding = Omit<ConnectionCheck, 'id' | 'title'>;

export function title(code: TitleCode, values?: Values): Message {
  return said(`title.${code}`, values);
}

export function cause(code: CauseCode, values?: Values): Message {
  return said(`cause.${code}`, values);
}

export function fact(code: keyof Doctor['fact'], values?: Values): Message {
  return said(`fact.${code}`, values);
}

/** One of the causes that remain, with how to tell it from the others. */
export function remaining(code: RemainingCode, values?: Values): { cause: Message; tell: Message } {
  return { cause: said(`remaining.${code}.cause`, values), tell: said(`remaining.${code}.tell`, values) };
}

/** What to do about it; `paste` is what to paste, and the command that does it. */
export function fix(
  code: FixCode,
  values?: Values,
  paste: { document?: string | undefined; command?: string | undefined } = {},
): NonNullable<ConnectionCheck['fix']> {
  const { document, command } = paste;
  return {
    ...said(`fix.${code}`, values),
    ...(document === undefined ? {} : { document }),
    ...(command === undefined ? {} : { command }),
  };
}

/** Not looked at, because a step before it failed. */
export function skipped(id: string, code: TitleCode, values?: Values): ConnectionCheck {
  return { id, state: 'skipped', title: title(code, values), cause: cause('skipped'), evidence: '' };
}

/** What AWS said, when something was not read. */
export function wordsOf(read: Read<unknown>): string {
  if (read.state === 'refused') return read.refusal.message;
  return read.state === 'failed' ? read.message : read.state;
}

type DoctorKey = MessageKey extends infer Key ? (Key extends `doctor.${infer Name}` ? Name : never) : never;

function said(name: DoctorKey, values: Values | undefined): Message {
  return { key: `doctor.${name}`, ...(values ? { values } : {}) };
}
