import { diffPolicies } from '@/lib/policy/diff';
import type { ArnReading } from '../call/call';
import { type Call, type CallForm, type Calls, typeOf } from '../call/calls';
import { commandFor } from '../call/command';
import { type Said, uncheckedKey } from '../said';
import type { Change } from './plan';

/** A change before it has its place in a plan, and its words. */
export type Draft = Pick<Change, 'side' | 'place' | 'glyph' | 'call' | 'answers' | 'notes'>;

/** A draft that keeps of its place only where that is. */
export function changeOf(draft: Draft): Draft {
  const { connectionId, accountId, region } = draft.place;
  return { ...draft, place: { connectionId, accountId, region } };
}

/** The form of a call, by which it has its place in the order of a plan and its words: `kinesis:PutResourcePolicy on consumer`. */
function formOf(calls: Calls, call: Call): CallForm {
  const forms = Object.entries(typeOf(calls, call).forms ?? {});
  const form = forms.find(([, isOf]) => isOf(call))?.[0];
  return form === undefined ? call.call : (`${call.call} ${form}` as CallForm);
}

/** The message group of a form: `kinesis-PutResourcePolicy-on-consumer`, in `change` and for its undo in `undo`. */
function wordsOfForm(form: string): string {
  return form.replace(':', '-').replaceAll(' ', '-');
}

function said(space: 'change' | 'undo', calls: Calls, arns: ArnReading, { call, glyph }: Draft): Said {
  return {
    key: uncheckedKey(`${space}.${wordsOfForm(formOf(calls, call))}.${glyph}`),
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

/** Drafts as the changes of a plan, numbered in the order that the kind gives. */
export function inOrder(
  calls: Calls,
  arns: ArnReading,
  drafts: readonly Draft[],
  order: readonly CallForm[],
): Change[] {
  const placeOf = ({ call }: Draft) => {
    const form = formOf(calls, call);
    const place = order.indexOf(form);
    if (place < 0) throw new Error(`The order of this plan has no place for ${form}.`);
    return place;
  };
  return drafts
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((draft, index) => ({ id: String(index + 1), ...worked(calls, arns, draft) }));
}
