import { describe, expect, it } from 'vitest';
import {
  oldStreamArn,
  planOf,
  policyOf,
  removalOf,
  sharedBy,
  stream,
  streamArn,
  table,
  tableArn,
  wireId,
} from '@/lib/trial/fixture/orders-table';
import { absent, known } from '@/lib/trial/fixture/seed-wire';
import { arnReading } from '../resource/arn-reading';
import { resources } from '../resource/resources';
import type { RunStep } from '../run';
import { type Call, calls } from './calls';
import { commandFor } from './command';
import { commandScripts } from './command-script';
import { locksOf } from './locks';
import { marksLeft, standingMarks } from './marks';
import { withOutputs } from './outputs';

const arns = arnReading(resources);
const ours = policyOf(sharedBy(`Tributary${wireId}Read`));
const on: Call = { call: 'dynamodb:UpdateTable', tableArn, viewType: 'NEW_IMAGE' };
const off: Call = { ...on, off: streamArn };
const put = (revision: string | null, expected: string | null): Call => ({
  call: 'dynamodb:PutResourcePolicy',
  streamArn,
  policy: ours,
  expected,
  revision,
});
const command = (call: Call) => commandFor(calls, call, { region: 'us-east-1' });
const place = { connectionId: 'p', accountId: '999900009999', region: 'us-east-1' };
const step = (call: Call, result: RunStep['result']) =>
  ({ change: { call, place }, result, state: 'done', begunAt: 'x' }) as unknown as RunStep;

describe('as a command', () => {
  it('a stream is switched on, its ARN kept, and waited for', () => {
    expect(command(on)).toBe(
      [
        'STREAM_ARN=$(aws dynamodb update-table \\',
        '  --table-name Orders \\',
        '  --stream-specification StreamEnabled=true,StreamViewType=NEW_IMAGE \\',
        '  --query TableDescription.LatestStreamArn \\',
        '  --output text \\',
        '  --region us-east-1)',
        'until [ "$(aws dynamodb describe-table --table-name Orders --region us-east-1 --query Table.TableStatus --output text)" = ACTIVE ]; do sleep 2; done',
      ].join('\n'),
    );
  });

  it('a stream is switched off without anything to keep', () => {
    expect(command(off)).toContain('--stream-specification StreamEnabled=false');
    expect(command(off)).not.toContain('STREAM_ARN');
  });

  it.each([
    ['only while there is none', put(null, null), '--expected-revision-id NO_POLICY'],
    ['over the revision that was read', put('41', policyOf()), '--expected-revision-id 41'],
  ])('a policy is written %s', (_, call, option) => {
    expect(command(call)).toContain(option);
  });

  it('a policy is deleted at the revision that was read', () => {
    const call: Call = { call: 'dynamodb:DeleteResourcePolicy', streamArn, expected: ours, revision: '41' };
    expect(command(call)).toContain('delete-resource-policy');
    expect(command(call)).toContain('--expected-revision-id 41');
  });

  it('what comes after takes the ARN from the variable, in the other account too', () => {
    const { changes } = planOf({ table: known(table({ stream: absent })) });
    const [, producer, consumer] = commandScripts(calls, changes);
    expect(producer?.commands).toContain('--resource-arn "$STREAM_ARN"');
    expect(producer?.commands).toContain(`"Resource": "'"$STREAM_ARN"'"`);
    expect(producer?.commands).toContain('echo "export STREAM_ARN=$STREAM_ARN"');
    expect(consumer?.commands).toMatch(/^: "\$\{STREAM_ARN:\?/);
    expect(consumer?.commands).toContain('--event-source-arn "$STREAM_ARN"');
  });

  it('a removal exports nothing that it has not', () => {
    const made = [{ on: streamArn, name: 'Orders', accountId: '999900009999' }];
    const shared = known(table({ stream: known(stream({ policy: known(ours), revision: '7' })) }));
    const scripts = commandScripts(calls, removalOf({ table: shared, ours: made }).changes);
    expect(scripts.map(({ commands }) => commands).join('\n')).toContain('StreamEnabled=false');
    expect(scripts.some(({ commands }) => commands.includes('STREAM_ARN'))).toBe(false);
  });
});

it('every call on one table’s stream has the same lock, whatever the label', () => {
  const each = [on, off, put(null, null), { ...put(null, null), streamArn: oldStreamArn } as Call];
  const locks = each.map((call) => locksOf(calls, arns, { call, place }));
  expect(new Set(locks.flat())).toEqual(new Set([`${tableArn}/stream`]));
});

describe('the ARN that only the answer tells', () => {
  const planned = `${tableArn}/stream/{label}`;

  it('reaches the policy and the mapping', () => {
    const steps = [step(on, { streamArn })];
    const policy: Call = {
      call: 'dynamodb:PutResourcePolicy',
      streamArn: planned,
      policy: policyOf(sharedBy('Read', { Resource: planned })),
      expected: null,
      revision: null,
    };
    expect(withOutputs(calls, policy, steps)).toMatchObject({ streamArn, policy: policyOf(sharedBy('Read')) });
  });

  it('reaches what is put back after an undo of switching off', () => {
    const again = { streamArn: oldStreamArn };
    const removal: Call = { call: 'dynamodb:DeleteResourcePolicy', streamArn, expected: ours, revision: null };
    expect(withOutputs(calls, removal, [step(off, again)])).toMatchObject({ streamArn: oldStreamArn });
  });
});

it('what is switched on is a mark until it is switched off', () => {
  expect(marksLeft(calls, step(on, { streamArn }))).toEqual([{ on: streamArn, name: 'Orders' }]);
  const run = (...steps: RunStep[]) => ({ steps }) as never;
  expect(standingMarks(calls, [run(step(off, {})), run(step(on, { streamArn }))])).toEqual([]);
});
