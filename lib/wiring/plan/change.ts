import type { Messages } from '@/lib/messages/catalogues';
import { diffPolicies } from '@/lib/policy/diff';
import type { ArnReading } from '../call/call';
import { type Call, type CallForm, type Calls, typeOf } from '../call/calls';
import { commandFor } from '../call/command';
import { hyphened, type Message, uncheckedKey } from '../message';
import type { Change } from './plan';

/** A change before it has its place in a plan, and its words. */
export type Draft = Pick<Change, 'side' | 'place' | 'glyph' | 'call' | 'answers' | 'notes'>;

/** The form of a call, by which it has its words: `kinesis:PutResourcePolicy on consumer`. */
function formOf(calls: Calls, call: Call): CallForm {
  const forms = Object.entries(typeOf(calls, call).forms ?? {});
  const form = forms.find(([, isOf]) => isOf(call))?.[0];
  return (form === undefined ? call.call : `${call.call} ${form}`) as CallForm;
}

/** The message group of a form, `kinesis-PutResourcePolicy-on-consumer`. A form without one does not compile. */
function groupOf(form: CallForm): keyof Messages['change'] {
  return hyphened(form);
}

function said(space: 'change' | 'undo', calls: Calls, arns: ArnReading, { call, glyph }: Draft): Message {
  return {
    key: uncheckedKey(`${space}.${groupOf(formOf(calls, call))}.${glyph}`),
    values: typeOf(calls, call).values(call, arns),
  };
}

/** A draft with its sentences, its difference and its command worked out from the call. */
function worked(calls: Calls, arns: ArnReading, draft: Draft): Omit<Change, 'id'> {
  const { call, place } = draft;
  const { document, lasting } = typeOf(calls, call);
  return {
    ...draft,
    title: said('change', calls, arns, draft),
    undo: lasting?.(call) ? { key: 'undo.nothing' } : said('undo', calls, arns, draft),
    ...(document ? { diff: diffPolicies(...document(call)) } : {}),
    command: commandFor(calls, call, place),
  };
}

/** Drafts as the changes of a plan, numbered as they come. */
export function numbered(calls: Calls, arns: ArnReading, drafts: readonly Draft[]): Change[] {
  return drafts.map((draft, index) => ({ id: String(index + 1), ...worked(calls, arns, draft) }));
}
