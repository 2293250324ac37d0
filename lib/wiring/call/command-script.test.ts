import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { Change } from '../plan/plan';
import { futureConsumerArn } from '../resource/kinesis-arn';
import { defaultSettings } from '../setting/settings';
import { type Call, calls } from './calls';
import { commandFor } from './command';
import { type CommandScript, commandScripts, scriptText } from './command-script';

function change(id: string, connectionId: string, call?: Call): Change {
  const place = {
    connectionId,
    accountId: connectionId === 'p' ? '999900009999' : '888800008888',
    region: 'us-east-1',
  };
  return {
    id,
    side: connectionId === 'p' ? 'producer' : 'consumer',
    place,
    glyph: 'add',
    title: { key: 'change.iam-AttachRolePolicy.add' },
    undo: { key: 'undo.iam-AttachRolePolicy.add' },
    call: call ?? { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/p' },
    command: call ? commandFor(calls, call, place) : `aws command ${id}`,
    answers: [],
  };
}

test('commands stay in the order of the plan, so an account may come up twice', () => {
  const scripts = commandScripts(calls, [change('1', 'c'), change('2', 'p'), change('3', 'c'), change('4', 'c')]);
  expect(scripts.map((script) => script.changes.map(({ id }) => id))).toEqual([['1'], ['2'], ['3', '4']]);
});

test('a script stops at the first command that fails', () => {
  const [script] = commandScripts(calls, [change('1', 'c')]);
  expect(script && scriptText(script)).toContain('set -eu\n\naws command 1\n');
});

const streamArn = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const arn = `${streamArn}/consumer/efo:1706616477`;
const planned = futureConsumerArn(streamArn, 'efo');
const functionArn = 'arn:aws:lambda:us-east-1:888800008888:function:indexer';

const [register, grant, map] = commandScripts(calls, [
  change('1', 'p', { call: 'kinesis:RegisterStreamConsumer', streamArn, consumerName: 'efo' }),
  change('2', 'c'),
  change('3', 'p', {
    call: 'kinesis:PutResourcePolicy',
    resourceArn: planned,
    policy: `{"Resource": "${planned}"}`,
    expected: null,
  }),
  change('4', 'c', {
    call: 'lambda:CreateEventSourceMapping',
    sourceArn: planned,
    functionArn,
    settings: defaultSettings,
  }),
]).filter(({ changes }) => changes[0]?.id !== '2');

/** Stands in for the `aws` CLI: writes down what it is asked, and is ACTIVE at the second look. */
const fakeAws = `#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$2" in
  register-stream-consumer) echo ${arn} ;;
  describe-stream-consumer) if [ -e "$CALLS.seen" ]; then echo ACTIVE; else : > "$CALLS.seen"; echo CREATING; fi ;;
esac
`;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-script-'));
  writeFileSync(join(folder, 'aws'), fakeAws, { mode: 0o755 });
  writeFileSync(join(folder, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: CommandScript | undefined, env: Record<string, string> = {}) {
  if (!script) throw new Error('no such script');
  const asks = join(folder, `calls-${script.changes[0]?.id}`);
  writeFileSync(asks, '');
  const { status, stdout, stderr } = spawnSync('sh', ['-c', scriptText(script)], {
    env: { NODE_ENV: 'test', PATH: `${folder}:/usr/bin:/bin`, CALLS: asks, ...env },
    encoding: 'utf8',
  });
  const asked = spawnSync('cat', [asks], { encoding: 'utf8' }).stdout.trim().split('\n');
  return { status, stdout: stdout.trim(), stderr, asked };
}

it('waits until a new consumer is ACTIVE and says its ARN for the scripts after it', () => {
  const { status, stdout, asked } = run(register);
  expect(status).toBe(0);
  expect(stdout).toBe(`export CONSUMER_ARN=${arn}`);
  expect(asked.map((line) => line.split(' ')[1])).toEqual([
    'register-stream-consumer',
    'describe-stream-consumer',
    'describe-stream-consumer',
  ]);
  expect(asked[1]).toContain(`--consumer-arn ${arn}`);
});

it.each([
  ['the policy on the consumer', grant],
  ['the mapping', map],
])('asks for the ARN before it does %s, and does nothing without', (_, script) => {
  const { status, stderr, asked } = run(script);
  expect(status).not.toBe(0);
  expect(stderr).toContain(
    'CONSUMER_ARN: is the ARN of the registered consumer, printed by the commands of 999900009999',
  );
  expect(asked).toEqual(['']);
});

it('writes the ARN it was given wherever the plan could not know it', () => {
  const { asked } = run(grant, { CONSUMER_ARN: arn });
  expect(asked[0]).toContain(`--resource-arn ${arn} --policy {"Resource": "${arn}"}`);
  expect(run(map, { CONSUMER_ARN: arn }).asked[0]).toContain(`--event-source-arn ${arn}`);
});
