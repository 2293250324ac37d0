import type { Call } from '@/lib/wiring/call/calls';
import type { RunStep } from '@/lib/wiring/run';
import { ownIn } from './others-statements';
import { type Snapshot, withoutEpoch } from './snapshot';
import type { Trial } from './trial';

type Told<C extends Call> = { call: C; result: RunStep['result']; now: Snapshot; trial: Trial };
type Of<Name extends Call['call']> = Extract<Call, { call: Name }>;

/** Our statements are in the policy as the call wrote them, unless somebody else has edited it since. */
function isWritten({ call, now, trial }: Told<Of<'kinesis:PutResourcePolicy' | 'kms:PutKeyPolicy'>>): boolean {
  const arn = 'keyArn' in call ? call.keyArn : withoutEpoch(call.resourceArn.replace(':{epoch}', ':0'));
  const [is, written] = [now.policies.get(arn), call.policy].map((text) => ownIn(text, trial.wireId).sort());
  return trial.editor.edited.has(arn) || String(is) === String(written);
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

/** No scenario has a table in it yet. */
function unstaged({ call }: Told<Call>): never {
  throw new Error(`no scenario stages ${call.call}`);
}

const stands: { [Name in Call['call']]: (told: Told<Of<Name>>) => boolean } = {
  'kinesis:PutResourcePolicy': isWritten,
  'kms:PutKeyPolicy': isWritten,
  'kinesis:DeleteResourcePolicy': ({ call, now, trial }) => {
    const arn = withoutEpoch(call.resourceArn);
    return trial.editor.edited.has(arn) || !now.policies.has(arn);
  },
  'dynamodb:UpdateTable': unstaged,
  'dynamodb:PutResourcePolicy': unstaged,
  'dynamodb:DeleteResourcePolicy': unstaged,
  'iam:AttachRolePolicy': ({ call, now }) => now.attached.includes(call.policyArn),
  'iam:DetachRolePolicy': ({ call, now }) => !now.attached.includes(call.policyArn),
  'iam:PutRolePolicy': ({ call, now }) => isSame(now.inline.get(call.policyName), call.policy),
  'iam:DeleteRolePolicy': ({ call, now }) => !now.inline.has(call.policyName),
  'kinesis:RegisterStreamConsumer': ({ result, now }) => now.consumers.some(({ arn }) => arn === result?.consumerArn),
  'kinesis:DeregisterStreamConsumer': ({ call, now }) => !now.consumers.some(({ arn }) => arn === call.consumerArn),
  'kms:CreateGrant': ({ call, now }) =>
    now.grants.some(({ name, grantee }) => name === call.grant.name && grantee === call.grant.granteePrincipal),
  'kms:RevokeGrant': ({ call, now }) => !now.grants.some(({ id }) => id === call.grant.id),
  'lambda:CreateEventSourceMapping': ({ result, now }) => now.mappings.some(({ uuid }) => uuid === result?.uuid),
  'lambda:UpdateEventSourceMapping': ({ call, now }) =>
    now.mappings.some(({ uuid, settings }) => uuid === call.uuid && settings.BatchSize === call.settings.batchSize),
  'lambda:DeleteEventSourceMapping': ({ call, now }) => !now.mappings.some(({ uuid }) => uuid === call.uuid),
};

/** Whether what a step says is done is what the accounts hold. */
export function standsAsTold(trial: Trial, { change: { call }, result }: RunStep, now: Snapshot): boolean {
  // The table pairs every call with a test of its own type, which TypeScript cannot follow by a lookup.
  const test = stands[call.call] as (told: Told<Call>) => boolean;
  return test({ call, result, now, trial });
}
