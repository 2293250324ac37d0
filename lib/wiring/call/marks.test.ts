import { describe, expect, test } from 'vitest';
import { grantName, statementSid } from '../plan/our-statements';
import { arnReading } from '../resource/arn-reading';
import { resources } from '../resource/resources';
import type { Run, RunStep } from '../run';
import { type Call, calls } from './calls';
import { isOn, standingMarks } from './marks';

const policyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole';
const attach: Call = { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn };
const detach: Call = { call: 'iam:DetachRolePolicy', roleName: 'r', policyArn };

function run(call: Call, step: Partial<RunStep>): Run {
  const change = {
    id: '1',
    side: 'consumer' as const,
    place: { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' },
    glyph: 'add' as const,
    title: { key: 'change.iam-AttachRolePolicy.add' as const },
    undo: { key: 'undo.iam-AttachRolePolicy.add' as const },
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
    const ofRole = standingMarks(calls, newestFirst).filter(({ on, slot }) => on === 'r' && slot === 'identity');
    expect(ofRole.map(({ name }) => name)).toEqual(expected);
  });
});

describe('keys that our runs opened', () => {
  const keyArn = 'arn:aws:kms:us-east-1:999900009999:key/0a1b2c3d-1111-2222-3333-444455556666';
  const policyOf = (...wireIds: string[]) => {
    const statements = wireIds.map((id) => ({
      Sid: statementSid(id, 'Decrypt'),
      Effect: 'Allow',
      Principal: { AWS: '888800008888' },
      Action: 'kms:Decrypt',
      Resource: '*',
    }));
    return JSON.stringify({ Version: '2012-10-17', Statement: [...statements] });
  };
  const written = (before: string[], after: string[]): Call => ({
    call: 'kms:PutKeyPolicy',
    keyArn,
    expected: policyOf(...before),
    policy: policyOf(...after),
  });
  const grant = { id: 'g', granteePrincipal: 'r', operations: ['Decrypt'], encryptionContext: {} };
  const name = grantName('aaaaaaaaaaaa');
  const granted: Call = { call: 'kms:CreateGrant', keyArn, grant: { ...grant, name } };
  const revoked: Call = { call: 'kms:RevokeGrant', keyArn, grant: { ...grant, name } };
  const [one, other] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'] as const;

  test.each<[string, Run[], string[]]>([
    ['stay open after the run', [run(written([], [one]), {})], [keyArn]],
    ['are closed by a removal', [run(written([one], []), {}), run(written([], [one]), {})], []],
    [
      'are closed by a removal that leaves what is another’s',
      [run(written([one, other], [other]), {}), run(written([other], [one, other]), {})],
      [],
    ],
    [
      'stay open to another wire',
      [run(written([one, other], [other]), {}), run(written([one], [one, other]), {}), run(written([], [one]), {})],
      [keyArn],
    ],
    [
      'stay open by a grant beside the statement',
      [run(written([other], []), {}), run(granted, {}), run(written([], [other]), {})],
      [keyArn],
    ],
    ['are closed when the grant is revoked', [run(revoked, {}), run(granted, {})], []],
  ])('%s', (_, newestFirst, expected) => {
    const opened = standingMarks(calls, newestFirst).filter(({ slot }) => slot === 'resource');
    expect([...new Set(opened.map(({ on }) => on))]).toEqual(expected);
  });
});

test.each([
  ['its name in its account', 'reader', '888800008888', true],
  ['its name in another account', 'reader', '999900009999', false],
  ['another name', 'writer', '888800008888', false],
  ['its ARN', 'arn:aws:iam::888800008888:role/path/reader', '888800008888', true],
])('a mark on %s (%s in %s) is on the role: %s', (_, on, accountId, expected) => {
  const mark = { on, slot: 'identity' as const, name: policyArn, accountId };
  expect(isOn(arnReading(resources), mark, 'arn:aws:iam::888800008888:role/path/reader')).toBe(expected);
});
