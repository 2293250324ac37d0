import { accountOf } from '../arn';
import { typeOf } from '../call/calls';
import { outputsIn } from '../call/outputs';
import { documentOf } from '../judge/document';
import type { Verdict } from '../need';
import type { DocumentChanges } from './document-changes';
import { mayChange } from './may-change';
import type { Change, PreCheck } from './plan';
import { preCheck } from './pre-check';
import type { PlanQuestion } from './question';
import { isStuck } from './stuck';

const ofVerdict: Record<Verdict['state'], PreCheck['state']> = {
  met: 'passed',
  missing: 'failed',
  denied: 'failed',
  depends: 'unknown',
  unknown: 'unknown',
};

/** What a kind wants looked at, unless a change of the plan mends it. */
function factChecks({ kind, verdicts }: PlanQuestion, changes: readonly Change[]): PreCheck[] {
  return kind.checks.flatMap(({ need, as }) => {
    const verdict = verdicts.find((one) => one.need.id === need);
    if (!verdict || changes.some((change) => change.answers.includes(need))) return [];
    return [preCheck(as, ofVerdict[verdict.state], verdict.state === 'met' ? undefined : verdict.because)];
  });
}

/** The documents that verdicts rest on: could they be read? */
function readChecks({ kind, view, rooms, verdicts }: PlanQuestion): PreCheck[] {
  const found = new Map<string, PreCheck>();
  for (const step of kind.steps) {
    if (!('grant' in step) || !view.parts[step.grant]) continue;
    const id = documentOf(rooms.resources, view, step.grant, step.slot).unread;
    const blind = verdicts.find(
      ({ need: { demand }, state }) =>
        state === 'unknown' && demand.type === 'grant' && demand.in.part === step.grant && demand.in.slot === step.slot,
    );
    if (id !== undefined && blind && !found.has(id)) found.set(id, preCheck(id, 'unknown', blind.because));
  }
  return [...found.values()];
}

/** Within one account there is nothing to share. */
function twoAccounts({ view }: PlanQuestion): PreCheck[] {
  const [source, reader] = [accountOf(view.chosen.source), accountOf(view.chosen.reader)];
  if (source !== reader) return [];
  return [preCheck('two-accounts', 'failed', { key: 'check.one-account', values: { account: reader ?? '' } })];
}

/** What only an answer of AWS tells is told by a change before: one that is not there was not read, or cannot be made. */
function foretoldChecks({ rooms: { calls } }: PlanQuestion, changes: readonly Change[]): PreCheck[] {
  const lost = changes.flatMap(({ call }, index) =>
    outputsIn(calls, call).filter(
      ({ output }) => !changes.slice(0, index).some((before) => typeOf(calls, before.call).output === output),
    ),
  );
  const [first] = lost;
  return first ? [preCheck('made-before', 'failed', { key: 'check.never-made', values: { arn: first.text } })] : [];
}

export function preChecks(
  question: PlanQuestion,
  changes: Change[],
  documents: readonly Pick<DocumentChanges, 'problem' | 'most'>[],
): PreCheck[] {
  const { kind, view } = question;
  const unparsed = documents.some(({ problem }) => problem === 'unparsed');
  const tooLong = documents.find(({ problem }) => problem === 'too-long');
  const ofSteps = kind.steps.map((step) => ('make' in step ? (step.checks?.(view, changes) ?? []) : []));
  const own = kind.steps.map((step) => 'make' in step && step.own === true);
  return [
    ...twoAccounts(question),
    ...factChecks(question, changes),
    ...ofSteps.filter((_, index) => !own[index]).flat(),
    ...readChecks(question),
    ...foretoldChecks(question, changes),
    ...(unparsed ? [preCheck('policy-parses', 'failed', { key: 'check.policy-unparsed' })] : []),
    ...(tooLong
      ? [preCheck('policy-fits', 'failed', { key: 'check.policy-too-long', values: { most: tooLong.most ?? 0 } })]
      : []),
    ...ofSteps.filter((_, index) => own[index]).flat(),
    ...mayChange(question, changes, 'wire'),
  ];
}

/** True when a check failed, or a required need stands unmet that no change of the plan answers. */
export function blockedBy(
  verdicts: readonly Verdict[],
  changes: readonly Change[],
  checks: readonly PreCheck[],
): boolean {
  return isStuck(verdicts, changes) || checks.some((one) => one.state === 'failed');
}
