import type { FactCode, VerdictCode } from '../code';
import { judged, unread } from '../judge/judgement';
import type { Message } from '../message';
import { missingOf, type Verdict } from '../need';
import type { Change, PreCheck } from '../plan/plan';
import { preCheck } from '../plan/pre-check';
import type { Mapping } from '../resource/lambda';
import { functionName } from '../resource/lambda-arn';
import { defaultSettings, settingsToUpdate } from '../setting/settings';
import { readOf, type View } from '../view';
import type { Fact, MakeStep, Making, NamedPart, Seen } from './kind';
import { isFunctionArn } from './lambda-reader';
import { placeOf } from './place';
import { readPart } from './read-part';

/**
 * The mapping that joins what is read and the function. `source`: the very ARN it reads; or `under`, where that ARN
 * changes when the thing is made again, what all of them begin with.
 */
export function mappingPart({ chosen, at }: Seen, reads: { source: string } | { under: string }): NamedPart {
  const place = placeOf(chosen.reader, placeOf(chosen.source).region);
  const base = { is: 'event-source-mapping' as const, half: 'consumer' as const, place };
  if (!isFunctionArn(chosen.reader)) return { ...base, ref: { by: {} }, read: { state: 'absent', at } };
  return { ...base, ref: { by: { ...reads, function: chosen.reader } } };
}

const mappingOf = (view: View) => readPart(view.evidence.parts, 'mapping', 'event-source-mapping');

/** The part that a mapping reads: its source, or what stands between. */
type Reads = 'source' | 'via';

/** How a mapping comes to read something else than what stands there now. */
type Replaced = {
  /** The need that says so. */
  need: FactCode;
  /** Why it is not met where what it reads does not exist any more. */
  lost: VerdictCode;
  /** Where one that an undo makes again begins, where AWS takes no moment. */
  again?: 'TRIM_HORIZON';
};

/** Creates the mapping on what `reads` is; changes its options; or makes it anew where it reads something else. */
export function mappingStep(reads: Reads, replaced: Replaced | null = null): MakeStep {
  return {
    make: 'mapping',
    own: true,
    changes: (view, verdicts) => mappingChanges(view, verdicts, reads, replaced),
    unmake: (view, thing) => deletion(thing as Mapping, isGone(view, thing as Mapping, reads), replaced),
    loses: (_view, thing) => [
      { key: 'note.mapping-gone', values: { function: functionName((thing as Mapping).functionArn) } },
    ],
    anew: (verdicts) => (replacedBy(verdicts, replaced).length > 0 ? fromTheOldest : {}),
    checks: mappingChecks,
  };
}

/** Where a mapping that has to be made again loses nothing. */
const fromTheOldest = { startingPosition: 'TRIM_HORIZON', startingPositionTimestamp: null } as const;

/** What has the mapping made anew, by the need that says whether it reads what stands there now. */
function replacedBy(verdicts: readonly Verdict[], replaced: Replaced | null): string[] {
  return replaced === null ? [] : missingOf(verdicts, ({ id }) => id === replaced.need);
}

function mappingChanges(view: View, verdicts: readonly Verdict[], reads: Reads, replaced: Replaced | null): Making[] {
  const mapping = mappingOf(view);
  if (mapping.state === 'absent') return [creation(view, reads)];
  if (mapping.state !== 'known') return [];
  const settings = view.chosen.settings ?? defaultSettings;
  const answers = replacedBy(verdicts, replaced);
  if (answers.length > 0 && mapping.value.sourceArn !== view.arn(reads)) {
    const dead = verdicts.some(({ need, code }) => need.id === replaced?.need && code === replaced.lost);
    const notes: Message[] = [{ key: 'note.mapping-replaced', values: { position: settings.startingPosition } }];
    const call = { ...deletion(mapping.value, false, replaced), dead };
    return [creation(view, reads), { glyph: 'remove', answers, call, notes }];
  }
  const { uuid, functionArn, settings: previous } = mapping.value;
  if (settingsToUpdate(settings, previous).length === 0) return [];
  const call = { call: 'lambda:UpdateEventSourceMapping' as const, uuid, functionArn, settings, previous };
  return [{ glyph: 'change', answers: [], call }];
}

function creation(view: View, reads: Reads): Making {
  const settings = view.chosen.settings ?? defaultSettings;
  const call = {
    call: 'lambda:CreateEventSourceMapping' as const,
    sourceArn: view.arn(reads),
    functionArn: view.chosen.reader,
    settings,
  };
  return { glyph: 'add', answers: [], call };
}

function deletion(mapping: Mapping, dead: boolean, replaced: Replaced | null) {
  const again = replaced?.again;
  const { uuid, functionArn, sourceArn, settings } = mapping;
  const call = { call: 'lambda:DeleteEventSourceMapping' as const, uuid, functionArn, sourceArn, settings };
  return { ...call, ...(dead ? { dead } : {}), ...(again ? { again } : {}) };
}

/** Whether what a mapping reads is not there any more: then nobody can make that mapping again. */
function isGone(view: View, { sourceArn }: Mapping, reads: Reads): boolean {
  const source = readOf(view, 'source');
  if (source.state !== 'known') return source.state === 'absent';
  if (reads === 'source') return false;
  const read = readOf(view, reads);
  const ref = view.parts[reads]?.ref;
  if (read.state === 'absent') return true;
  return read.state === 'known' && ref !== undefined && 'arn' in ref && ref.arn !== sourceArn;
}

/** AWS refuses a change to a mapping that is on its way between two states (domain: failures F12). */
function mappingChecks(view: View, changes: readonly Change[]): PreCheck[] {
  const read = mappingOf(view);
  if (read.state === 'refused' || read.state === 'failed') {
    return [preCheck('mapping-read', 'failed', { key: 'check.mapping-unread' })];
  }
  if (read.state !== 'known') return [preCheck('no-conflict', 'passed')];
  const { state } = read.value;
  const busy = !['Enabled', 'Disabled'].includes(state) && changes.some(({ call }) => call.call.startsWith('lambda:'));
  return busy
    ? [preCheck('no-conflict', 'failed', { key: 'check.mapping-busy', values: { state } })]
    : [preCheck('no-conflict', 'passed')];
}

/**
 * Whether the mapping reads what stands there now: one stays on the thing that it was made with, and that one never comes
 * back when it is made again (domain: failures F119). `name`: of what stands between.
 */
export function mappingCurrent(reads: Reads, name: (view: View) => string): Fact {
  return {
    unmet: 'broken',
    judge(view) {
      const mapping = mappingOf(view);
      if (mapping.state !== 'known') {
        return mapping.state === 'absent'
          ? judged('met', 'mapping-to-come')
          : unread(mapping, { code: 'mapping-to-come' });
      }
      const { sourceArn, uuid } = mapping.value;
      const values = { uuid, consumer: name(view), mapped: sourceArn };
      const ref = view.parts[reads]?.ref;
      if (ref && 'arn' in ref && ref.arn === sourceArn) return judged('met', 'mapping-current', values);
      const stands = readOf(view, reads);
      const listed = view.evidence.parts.source?.state === 'known' && ['known', 'absent'].includes(stands.state);
      if (!listed) return judged('unknown', 'consumers-unread', values);
      return judged('missing', isUnder(sourceArn, view, reads) ? 'mapping-orphaned' : 'mapping-elsewhere', values);
    },
  };
}

/** Whether an ARN is one that this part had, or will have. */
function isUnder(arn: string, view: View, reads: Reads): boolean {
  const whole = view.arn(reads);
  const lasting = whole.slice(0, whole.lastIndexOf(':'));
  return arn.startsWith(`${lasting}:`);
}
