import { diffPolicies } from '@/lib/policy/diff';
import { consumerName, functionName, roleName, streamName } from '../arn';
import { commandFor } from '../call/command';
import type { Slot } from '../kind/kind';
import type { Said } from '../said';
import type { Call, Change, StatementDiff } from './plan';

/** A change before it has its place in a plan. */
export type Draft = Omit<Change, 'id' | 'command'>;

/** The names in a call that its sentences speak of. */
function named(call: Call): Record<string, string> {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
    case 'kinesis:DeleteResourcePolicy':
      return { stream: streamName(call.resourceArn), consumer: consumerName(call.resourceArn) ?? '' };
    case 'kinesis:RegisterStreamConsumer':
    case 'kinesis:DeregisterStreamConsumer':
      return { stream: streamName(call.streamArn), consumer: call.consumerName };
    case 'kms:PutKeyPolicy':
      return { key: keyId(call.keyArn) };
    case 'kms:CreateGrant':
    case 'kms:RevokeGrant':
      return { key: keyId(call.keyArn), role: roleName(call.grant.granteePrincipal) };
    case 'iam:AttachRolePolicy':
    case 'iam:DetachRolePolicy':
      return { role: call.roleName, policy: call.policyArn.split('/').at(-1) ?? call.policyArn };
    case 'iam:PutRolePolicy':
    case 'iam:DeleteRolePolicy':
      return { role: call.roleName, policy: call.policyName };
    case 'lambda:CreateEventSourceMapping':
      return { stream: streamName(call.sourceArn), function: functionName(call.functionArn) };
    case 'lambda:UpdateEventSourceMapping':
      return { function: functionName(call.functionArn), uuid: call.uuid };
    case 'lambda:DeleteEventSourceMapping':
      return { stream: streamName(call.sourceArn), function: functionName(call.functionArn), uuid: call.uuid };
  }
}

function documents(call: Call): [before: string | null, after: string | null] | null {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
    case 'kms:PutKeyPolicy':
    case 'iam:PutRolePolicy':
      return [call.expected, call.policy];
    case 'kinesis:DeleteResourcePolicy':
    case 'iam:DeleteRolePolicy':
      return [call.expected, null];
    default:
      return null;
  }
}

function differenceOf(call: Call): StatementDiff | undefined {
  const pair = documents(call);
  return pair ? diffPolicies(...pair) : undefined;
}

function keyId(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

/** Which place in a plan's order a call has. */
function slotOf(call: Call): Slot {
  const isPolicy = call.call === 'kinesis:PutResourcePolicy' || call.call === 'kinesis:DeleteResourcePolicy';
  return isPolicy && consumerName(call.resourceArn) !== null ? `${call.call} on consumer` : call.call;
}

/** `change.kinesis-PutResourcePolicy.add`, and for its undo `undo.kinesis-PutResourcePolicy.add`. */
function said(space: 'change' | 'undo', call: Call, glyph: Change['glyph']): Said {
  const name = slotOf(call).replace(':', '-').replaceAll(' ', '-');
  return { key: `${space}.${name}.${glyph}`, values: named(call) };
}

function isDead(call: Call): boolean {
  return call.call === 'lambda:DeleteEventSourceMapping' && call.dead === true;
}

/** A change with its sentences and its difference worked out from the call. */
export function changeOf(core: Pick<Change, 'side' | 'place' | 'glyph' | 'call' | 'answers' | 'notes'>): Draft {
  const { connectionId, accountId, region } = core.place;
  const diff = differenceOf(core.call);
  return {
    ...core,
    place: { connectionId, accountId, region },
    title: said('change', core.call, core.glyph),
    undo: isDead(core.call) ? { key: 'undo.nothing' } : said('undo', core.call, core.glyph),
    ...(diff ? { diff } : {}),
  };
}

/** Numbered in the order that the kind gives. */
export function inOrder(drafts: Draft[], order: readonly Slot[]): Change[] {
  return drafts
    .toSorted((a, b) => order.indexOf(slotOf(a.call)) - order.indexOf(slotOf(b.call)))
    .map((draft, index) => ({ id: String(index + 1), ...draft, command: commandFor(draft.call, draft.place) }));
}
