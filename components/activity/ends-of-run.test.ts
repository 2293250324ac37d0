import { describe, expect, test } from 'vitest';
import { productRooms } from '@/lib/trial/fixture/drawn';
import * as orders from '@/lib/trial/fixture/orders-table';
import { ends } from '@/lib/trial/fixture/seed-wire';
import { type Call, calls } from '@/lib/wiring/call/calls';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Run, RunStep } from '@/lib/wiring/run';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import { deedOfRun, endsOfRun } from './ends-of-run';

const { sourceArn, functionArn } = ends;
const step = (glyph: Change['glyph'], call: Call) => ({ change: { glyph, call } }) as RunStep;
const policy = step('change', { call: 'kinesis:PutResourcePolicy', resourceArn: sourceArn, policy: '', expected: '' });
const tablePolicy = step('add', {
  call: 'dynamodb:PutResourcePolicy',
  streamArn: orders.streamArn,
  policy: '',
  expected: null,
  revision: null,
});
const attach = step('add', { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'p' });
const mapping = { sourceArn, functionArn, settings: defaultSettings };
const create = step('add', { call: 'lambda:CreateEventSourceMapping', ...mapping });
const remove = step('remove', { call: 'lambda:DeleteEventSourceMapping', uuid: 'u', ...mapping });
const update = step('change', {
  call: 'lambda:UpdateEventSourceMapping',
  uuid: 'u',
  functionArn,
  settings: defaultSettings,
  previous: defaultSettings,
});

describe('a run', () => {
  test.each<[string, Run['purpose'], RunStep[], ReturnType<typeof deedOfRun>]>([
    ['that makes a mapping wired', 'wire', [policy, attach, create], 'wired'],
    ['that makes a policy right mended', 'wire', [policy], 'mended'],
    ['that lets in by a table’s stream mended', 'wire', [tablePolicy], 'mended'],
    ['that gives a role its rights mended', 'wire', [attach], 'mended'],
    ['that changes settings mended', 'wire', [update], 'mended'],
    ['that moves a wire to a consumer made anew mended', 'wire', [policy, create, remove], 'mended'],
    ['that takes a wire away removed', 'remove', [remove, policy], 'removed'],
  ])('%s', (_, purpose, steps, deed) => {
    expect(deedOfRun(calls, { purpose, steps })).toBe(deed);
  });

  test.each<[string, RunStep[], Run['ends'], (string | null)[]]>([
    [
      'both, as its plan says, though no change names either',
      [attach],
      { source: sourceArn, reader: functionArn },
      ['kds-sharing-example1', 'kds-reader1'],
    ],
    [
      'a table, and not its stream',
      [tablePolicy],
      { source: orders.tableArn, reader: orders.functionArn },
      ['Orders', 'ProcessOrders'],
    ],
    ['what its changes name, where its plan is gone', [policy], undefined, ['kds-sharing-example1', null]],
  ])('names %s', (_, steps, told, names) => {
    const { source, reader } = endsOfRun(calls, productRooms, { steps, ...(told ? { ends: told } : {}) });
    expect([source, reader]).toEqual(names);
  });
});
