import type { CodeOf } from '@/lib/messages/message-key';
import type { Half } from '../inventory';
import type { Verdict } from '../need';
import type { Said } from '../said';
import type { Change, PreCheck } from './plan';
import type { PlanSide, WiringQuestion } from './plan-wire';
import type { PolicyChanges } from './share-resource';

const ofVerdict: Record<Verdict['state'], PreCheck['state']> = {
  met: 'passed',
  missing: 'failed',
  denied: 'failed',
  depends: 'unknown',
  unknown: 'unknown',
};

/** What a check looks at: `check.<code>` says so. */
type CheckCode = CodeOf<'check'>;

function check(id: CheckCode, state: PreCheck['state'], cause?: Said): PreCheck {
  return { id, state, title: { key: `check.${id}` }, ...(cause ? { cause } : {}) };
}

/** A fact that no change of the plan mends, as a check. */
function factCheck(verdicts: Verdict[], code: CheckCode, changes: Change[], needId: string = code): PreCheck[] {
  const verdict = verdicts.find((one) => one.need.id === needId);
  if (!verdict || changes.some((change) => change.answers.includes(needId))) return [];
  return [check(code, ofVerdict[verdict.state], verdict.state === 'met' ? undefined : verdict.because)];
}

/** The documents a side's verdicts rest on: could they be read? */
function readCheck(verdicts: Verdict[], id: CheckCode, prefix: string): PreCheck[] {
  const blind = verdicts.find((one) => one.need.id.startsWith(prefix) && one.state === 'unknown');
  return blind ? [check(id, 'unknown', blind.because)] : [];
}

function mayChange(side: Half, at: PlanSide, changes: Change[]): PreCheck[] {
  const count = changes.filter((change) => change.side === side).length;
  if (count === 0) return [];
  const cause: Said | undefined = at.mayChange ? undefined : { key: 'check.read-only', values: { name: at.name } };
  const title: Said = { key: 'check.may-change', values: { name: at.name, count } };
  return [{ id: `may-change:${side}`, state: at.mayChange ? 'passed' : 'failed', title, ...(cause ? { cause } : {}) }];
}

/** AWS refuses a change to a mapping that is on its way between two states (domain: failures F12). */
function mappingCheck({ evidence }: WiringQuestion, changes: Change[]): PreCheck[] {
  if (evidence.mapping.state === 'refused' || evidence.mapping.state === 'failed') {
    return [check('mapping-read', 'failed', { key: 'check.mapping-unread' })];
  }
  if (evidence.mapping.state !== 'known') return [check('no-conflict', 'passed')];
  const { state } = evidence.mapping.value;
  const busy =
    !['Enabled', 'Disabled'].includes(state) && changes.some((change) => change.call.call.startsWith('lambda:'));
  return [
    busy
      ? check('no-conflict', 'failed', { key: 'check.mapping-busy', values: { state } })
      : check('no-conflict', 'passed'),
  ];
}

/** How many consumers a stream takes; on demand more, for accounts that have chosen it so (wirings K2, limits). */
const mostConsumers = { provisioned: 20, onDemand: 50 };

/** AWS would refuse one more only when the run is under way, in the words of a throttling. */
function roomCheck({ evidence: { source } }: WiringQuestion, changes: Change[]): PreCheck[] {
  const registers = changes.some(({ call }) => call.call === 'kinesis:RegisterStreamConsumer');
  if (!registers || source.state !== 'known' || source.value.consumers.state !== 'known') return [];
  const count = source.value.consumers.value.length;
  if (count < mostConsumers.provisioned) return [check('consumer-room', 'passed')];
  const onDemand = source.value.mode === 'ON_DEMAND';
  const most = onDemand ? mostConsumers.onDemand : mostConsumers.provisioned;
  const cause: Said = {
    key: onDemand ? 'check.consumer-room-on-demand' : 'check.consumer-room-full',
    values: { count, most },
  };
  return [check('consumer-room', count < most ? 'unknown' : 'failed', cause)];
}

export function preChecks(
  question: WiringQuestion,
  changes: Change[],
  found: { policies: readonly PolicyChanges[]; oneAccount: boolean },
): PreCheck[] {
  const { verdicts } = question;
  const accountId = question.consumer.accountId;
  const unparsed = found.policies.some(({ problem }) => problem === 'unparsed');
  const tooLong = found.policies.find(({ problem }) => problem === 'too-long');
  return [
    ...(found.oneAccount
      ? [check('two-accounts', 'failed', { key: 'check.one-account', values: { account: accountId } })]
      : []),
    ...(
      [
        'same-region',
        'source-active',
        'readable-encryption',
        'consumer-registered',
        'consumer-unshared',
        'function-active',
      ] as const
    ).flatMap((code) => factCheck(verdicts, code, changes)),
    ...factCheck(verdicts, 'trusted-by-lambda', changes, 'consumer:trust-policy:sts:AssumeRole'),
    ...roomCheck(question, changes),
    ...readCheck(verdicts, 'role-policies-read', 'consumer:identity-policy:'),
    ...readCheck(verdicts, 'source-policy-read', 'producer:resource-policy:'),
    ...readCheck(verdicts, 'key-policy-read', 'producer:key-policy:'),
    ...(unparsed ? [check('policy-parses', 'failed', { key: 'check.policy-unparsed' })] : []),
    ...(tooLong
      ? [check('policy-fits', 'failed', { key: 'check.policy-too-long', values: { most: tooLong.most ?? 0 } })]
      : []),
    ...mappingCheck(question, changes),
    ...mayChange('producer', question.producer, changes),
    ...mayChange('consumer', question.consumer, changes),
  ];
}

/** True when a check failed, or a required need stands unmet that no change of the plan answers. */
export function blockedBy(verdicts: Verdict[], changes: Change[], checks: PreCheck[]): boolean {
  const answered = new Set(changes.flatMap((change) => change.answers));
  const stuck = verdicts.some(
    (verdict) =>
      verdict.need.weight === 'required' &&
      (verdict.state === 'denied' || (verdict.state === 'missing' && !answered.has(verdict.need.id))),
  );
  return stuck || checks.some((one) => one.state === 'failed');
}
