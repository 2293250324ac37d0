import { diffPolicies } from '@/lib/policy/diff';
import { functionName, streamName } from './arn';
import { commandFor } from './command';
import type { Call, Change, StatementDiff } from './plan';
import type { Said } from './said';

/** A change before it has its place in a plan. */
export type Draft = Omit<Change, 'id' | 'command'>;

/** The names in a call that its sentences speak of. */
function named(call: Call): Record<string, string> {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
    case 'kinesis:DeleteResourcePolicy':
      return { stream: streamName(call.resourceArn) };
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

/** `change.kinesis-PutResourcePolicy.add`, and for its undo `undo.kinesis-PutResourcePolicy.add`. */
function said(space: 'change' | 'undo', call: Call, glyph: Change['glyph']): Said {
  return { key: `${space}.${call.call.replace(':', '-')}.${glyph}`, values: named(call) };
}

/** A change with its sentences and its difference worked out from the call. */
export function changeOf(core: Pick<Change, 'side' | 'place' | 'glyph' | 'call' | 'answers'>): Draft {
  const { connectionId, accountId, region } = core.place;
  const diff = differenceOf(core.call);
  return {
    ...core,
    place: { connectionId, accountId, region },
    title: said('change', core.call, core.glyph),
    undo: said('undo', core.call, core.glyph),
    ...(diff ? { diff } : {}),
  };
}

/** Numbered in the order that the kind gives. */
export function inOrder(drafts: Draft[], order: readonly Call['call'][]): Change[] {
  return drafts
    .toSorted((a, b) => order.indexOf(a.call.call) - order.indexOf(b.call.call))
    .map((draft, index) => ({ id: String(index + 1), ...draft, command: commandFor(draft.call, draft.place) }));
}
