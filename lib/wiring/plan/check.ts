import { accountOf } from '../arn';
import type { CheckCode } from '../code';
import { documentOf } from '../judge/document';
import type { Message } from '../message';
import { isRequired, type Verdict } from '../need';
import type { Half } from '../part';
import type { DocumentChanges } from './document-changes';
import type { Change, PreCheck } from './plan';
import type { PlanQuestion } from './question';

const ofVerdict: Record<Verdict['state'], PreCheck['state']> = {
  met: 'passed',
  missing: 'failed',
  denied: 'failed',
  depends: 'unknown',
  unknown: 'unknown',
};

function check(id: CheckCode, state: PreCheck['state'], cause?: Message): PreCheck {
  return { id, state, title: { key: `check.${id}` }, ...(cause ? { cause } : {}) };
}

/** What a kind wants looked at, unless a change of the plan mends it. */
function factChecks({ kind, verdicts }: PlanQuestion, changes: readonly Change[]): PreCheck[] {
  return kind.checks.flatMap(({ need, as }) => {
    const verdict = verdicts.find((one) => one.need.id === need);
    if (!verdict || changes.some((change) => change.answers.includes(need))) return [];
    return [check(as, ofVerdict[verdict.state], verdict.state === 'met' ? undefined : verdict.because)];
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
    if (id !== undefined && blind && !found.has(id)) found.set(id, check(id, 'unknown', blind.because));
  }
  return [...found.values()];
}

/** Whether each connection may make what the plan makes through it. */
function mayChange({ view, accountOf: accountFor }: PlanQuestion, changes: readonly Change[]): PreCheck[] {
  const accounts = Object.values(view.parts).flatMap((part) => {
    const account = accountFor(part);
    return account ? [{ half: part.half, ...account }] : [];
  });
  const halves: Half[] = ['producer', 'consumer'];
  return halves.flatMap((half) => {
    const own = accounts.filter((one) => one.half === half);
    const each = [...new Map(own.map((one) => [one.connectionId, one])).values()];
    return each.flatMap(({ connectionId, accountId, name, mayChange: may }, index): PreCheck[] => {
      const made = changes.filter(({ side, place }) => side === half && place.connectionId === connectionId);
      if (made.length === 0) return [];
      const id = index === 0 ? `may-change:${half}` : `may-change:${half}:${accountId}`;
      const title: Message = { key: 'check.may-change', values: { name, count: made.length } };
      const cause: Pick<PreCheck, 'cause'> = may ? {} : { cause: { key: 'check.read-only', values: { name } } };
      return [{ id, state: may ? 'passed' : 'failed', title, ...cause }];
    });
  });
}

/** Within one account there is nothing to share. */
function twoAccounts({ view }: PlanQuestion): PreCheck[] {
  const [source, reader] = [accountOf(view.chosen.source), accountOf(view.chosen.reader)];
  if (source !== reader) return [];
  return [check('two-accounts', 'failed', { key: 'check.one-account', values: { account: reader ?? '' } })];
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
    ...(unparsed ? [check('policy-parses', 'failed', { key: 'check.policy-unparsed' })] : []),
    ...(tooLong
      ? [check('policy-fits', 'failed', { key: 'check.policy-too-long', values: { most: tooLong.most ?? 0 } })]
      : []),
    ...ofSteps.filter((_, index) => own[index]).flat(),
    ...mayChange(question, changes),
  ];
}

/** True when a check failed, or a required need stands unmet that no change of the plan answers. */
export function blockedBy(
  verdicts: readonly Verdict[],
  changes: readonly Change[],
  checks: readonly PreCheck[],
): boolean {
  const answered = new Set(changes.flatMap((change) => change.answers));
  const stuck = verdicts.some(
    ({ need, state }) => isRequired(need) && (state === 'denied' || (state === 'missing' && !answered.has(need.id))),
  );
  return stuck || checks.some((one) => one.state === 'failed');
}
