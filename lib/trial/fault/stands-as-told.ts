import type { Call } from '@/lib/wiring/call/calls';
import type { RunStep } from '@/lib/wiring/run';
import { ownIn } from './others-statements';
import { type Snapshot, stable } from './snapshot';
import type { Trial } from './trial';

type Told<C extends Call> = { call: C; result: RunStep['result']; now: Snapshot; trial: Trial };
type Of<Name extends Call['call']> = Extract<Call, { call: Name }>;

type PutPolicy = Of<'kinesis:PutResourcePolicy' | 'dynamodb:PutResourcePolicy' | 'kms:PutKeyPolicy'>;
type DeletePolicy = Of<'kinesis:DeleteResourcePolicy' | 'dynamodb:DeleteResourcePolicy'>;

function policyArn(call: PutPolicy | DeletePolicy): string {
  if ('keyArn' in call) return call.keyArn;
  return stable('streamArn' in call ? call.streamArn : call.resourceArn.replace(':{epoch}', ':0'));
}

function isDeleted({ call, now, trial }: Told<DeletePolicy>): boolean {
  const arn = policyArn(call);
  return trial.editor.edited.has(arn) || !now.policies.has(arn);
}

/** Our statements are in the policy as the call wrote them, unless somebody else has edited it since. */
function isWritten({ call, now, trial }: Told<PutPolicy>): boolean {
  const arn = policyArn(call);
  const [is, written] = [now.policies.get(arn), call.policy].map((text) => ownIn(text, trial.wireId).sort());
  return trial.editor.edited.has(arn) || String(is) === String(written);
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

/** The stream is on that the step got, or the one is off that it names, unless its owner has switched it since. */
function isSwitched({ call: { off }, result, now, trial }: Told<Of<'dynamodb:UpdateTable'>>): boolean {
  const { tableStream } = now;
  if (trial.editor.switched) return true;
  return off === undefined ? tableStream?.arn === result?.streamArn : tableStream?.arn !== off;
}

const stands: { [Name in Call['call']]: (told: Told<Of<Name>>) => boolean } = {
  'kinesis:PutResourcePolicy': isWritten,
  'kms:PutKeyPolicy': isWritten,
  'kinesis:DeleteResourcePolicy': isDeleted,
  'dynamodb:UpdateTable': isSwitched,
  'dynamodb:PutResourcePolicy': isWritten,
  'dynamodb:DeleteResourcePolicy': isDeleted,
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
