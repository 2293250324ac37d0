import { describe, expect, test } from 'vitest';
import type { Call } from '@/lib/wiring/plan';
import type { Run, RunStep } from '@/lib/wiring/run';
import { attachedByRuns } from './granted-by-runs';

const policyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole';
const attach: Call = { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn };
const detach: Call = { call: 'iam:DetachRolePolicy', roleName: 'r', policyArn };

function run(call: Call, step: Partial<RunStep>): Run {
  const change = {
    id: '1',
    side: 'consumer' as const,
    place: { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' },
    glyph: 'add' as const,
    title: { key: 'x' },
    undo: { key: 'x' },
    call,
    command: '',
    answers: [],
  };
  const at = '2026-02-09T14:00:00.000Z';
  const blank = { startedAt: at, endedAt: at, waiting: null, before: null, begunAt: at, result: {}, error: null };
  const base = {
    id: 'r',
    planId: 'p',
    wireId: 'w',
    purpose: 'wire' as const,
    startedAt: at,
    endedAt: at,
    undoBegunAt: null,
  };
  return { ...base, state: 'done', steps: [{ change, state: 'done', ...blank, ...step }] };
}

describe('what our runs attached to a role', () => {
  test.each<[string, Run[], string[]]>([
    ['stands after the run', [run(attach, {})], [policyArn]],
    ['is not ours when it was attached already', [run(attach, { result: { already: 'true' } })], []],
    ['is gone after undo', [run(attach, { state: 'undone' })], []],
    ['is gone after a removal', [run(detach, {}), run(attach, {})], []],
    ['stands again when that removal was undone', [run(detach, { state: 'undone' }), run(attach, {})], [policyArn]],
    [
      'stands again when it was attached after a removal',
      [run(attach, {}), run(detach, {}), run(attach, {})],
      [policyArn],
    ],
    ['may stand when the run died in the call', [run(attach, { state: 'running', result: null })], [policyArn]],
    ['is not what was attached to another role', [run({ ...attach, roleName: 'other' }, {})], []],
    ['does not when the run never came to it', [run(attach, { state: 'pending', begunAt: null })], []],
  ])('%s', (_, newestFirst, expected) => {
    expect(attachedByRuns(newestFirst, 'r')).toEqual(expected);
  });
});
