import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamsCommand,
  PutRecordCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis';
import type { APIRequestContext } from '@playwright/test';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { makePlan } from './plans';
import { type Administrator, expect, type Practice, streamArn, test } from './practice';

/** Runs a program of this machine to its end; its streams and its exit status. */
function run(program: string, args: string[], environment: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(program, args, { env: environment, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
}

const canRun = (program: string, ...args: string[]) => run(program, args, process.env).status === 0;
const hasAws = canRun('aws', '--version');
const hasBoto3 = canRun('python3', '-c', 'import boto3');

/** What the `aws` CLI answers to an administrator. */
function aws(administrator: Administrator, ...args: string[]) {
  const { status, stdout, stderr } = run('aws', [...args, '--output', 'json'], administrator.environment);
  expect(stderr, args.join(' ')).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

for (const protocol of ['HTTP/2, as it does by default', 'HTTP/1.1']) {
  test(`the JavaScript SDK speaks to Kinesis over ${protocol}`, async ({ practice }) => {
    const over1 = protocol === 'HTTP/1.1' ? { requestHandler: new NodeHttpHandler() } : {};
    const kinesis = new KinesisClient({ ...practice.producer.config, ...over1 });
    const { StreamNames } = await kinesis.send(new ListStreamsCommand({}));
    expect(StreamNames).toContain('orders-raw');
    const record = { StreamARN: streamArn('orders-raw'), PartitionKey: 'k', Data: Buffer.from('{}') };
    expect((await kinesis.send(new PutRecordCommand(record))).ShardId).toMatch(/^shardId-\d{12}$/);
    const missing = kinesis.send(new GetResourcePolicyCommand({ ResourceARN: streamArn('no-such-stream') }));
    await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
    kinesis.destroy();
  });
}

test('the aws CLI reads and writes the practice accounts, and is refused in AWS’s words', async ({ practice }) => {
  test.skip(!hasAws, 'the aws CLI is not installed');
  const { producer, consumer } = practice;
  expect(aws(producer, 'sts', 'get-caller-identity').Account).toBe('999900009999');
  expect(aws(producer, 'kinesis', 'list-streams').StreamNames).toContain('orders-raw');
  const put = ['--stream-name', 'orders-raw', '--partition-key', 'k', '--data', 'e30='];
  expect(aws(producer, 'kinesis', 'put-record', ...put).ShardId).toMatch(/^shardId-/);
  const telemetry = ['--resource-arn', streamArn('telemetry')];
  expect(JSON.parse(aws(producer, 'kinesis', 'get-resource-policy', ...telemetry).Policy).Statement).toHaveLength(2);
  const mappings = aws(consumer, 'lambda', 'list-event-source-mappings', '--function-name', 'stock-sync');
  expect(mappings.EventSourceMappings).toMatchObject([{ EventSourceArn: streamArn('inventory-updates') }]);
  const missing = run('aws', ['kinesis', 'describe-stream-summary', '--stream-name', 'no'], producer.environment);
  expect(missing.stderr).toContain('An error occurred (ResourceNotFoundException) when calling');
  const reader = ['kinesis', 'list-shards', '--stream-arn', streamArn('orders-raw')];
  const refused = run('aws', reader, consumer.environment);
  expect(refused.stderr).toMatch(/AccessDeniedException.*is not authorized to perform: kinesis:ListShards on resource/);
});

const boto3 = `
import boto3, json, sys
client = lambda name: boto3.client(name)
answers = {
  'account': client('sts').get_caller_identity()['Account'],
  'role': client('iam').get_role(RoleName='kds-reader1-role-q6zcv9kq')['Role']['Arn'],
  'trust': client('iam').get_role(RoleName='kds-reader1-role-q6zcv9kq')['Role']['AssumeRolePolicyDocument'],
  'mappings': len(client('lambda').list_event_source_mappings(FunctionName='ledger-projector')['EventSourceMappings']),
  'metrics': isinstance(client('cloudwatch').list_metrics(Namespace='AWS/Lambda')['Metrics'], list),
}
logs = client('logs')
logs.create_log_group(logGroupName='/mine')
logs.create_log_stream(logGroupName='/mine', logStreamName='one')
import time
events = [{'timestamp': int(time.time() * 1000), 'message': text} for text in ('ERROR here', 'all well')]
logs.put_log_events(logGroupName='/mine', logStreamName='one', logEvents=events)
answers['lines'] = [event['message'] for event in logs.filter_log_events(logGroupName='/mine', filterPattern='ERROR')['events']]
try:
  client('kinesis').describe_stream_summary(StreamName='no-such-stream')
except client('kinesis').exceptions.ClientError as error:
  answers['error'] = error.response['Error']['Code']
json.dump(answers, sys.stdout)
`;

test('boto3 reads and writes the practice accounts, and its errors are typed', async ({ practice }) => {
  test.skip(!hasBoto3, 'boto3 is not installed');
  const { stdout, stderr } = run('python3', ['-c', boto3], practice.consumer.environment);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    account: '888800008888',
    role: 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq',
    trust: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] },
    mappings: 1,
    metrics: true,
    lines: ['ERROR here'],
    error: 'ResourceNotFoundException',
  });
});

for (const { what, stream, reader, kind, changes } of [
  { what: 'a plan', stream: 'orders-raw', reader: 'orders-indexer', kind: 'kinesis', changes: 3 },
  {
    what: 'a plan that registers a consumer',
    stream: 'kds-cross-account-stream',
    reader: 'kds-cross-account-stream-efo-consumer',
    kind: 'kinesis-fanout',
    changes: 7,
  },
]) {
  test(`the commands that ${what} shows, run by hand, make the same wire`, async ({ request, practice }) => {
    test.skip(!hasAws, 'the aws CLI is not installed');
    await runCommands(request, practice, { stream, reader, kind, changes });
  });
}

type Planned = { stream: string; reader: string; kind: string; changes: number };

/** Runs a plan's scripts one after the other, exporting what one of them prints for those after it. */
async function runCommands(request: APIRequestContext, practice: Practice, { stream, reader, kind, changes }: Planned) {
  const plan = await makePlan(request, stream, reader, kind);
  expect(plan.changes).toHaveLength(changes);
  const exported: Record<string, string> = {};
  const { files } = await (await request.get(`/api/plans/${plan.id}/export?format=cli`)).json();
  const folder = mkdtempSync(join(tmpdir(), 'tributary-commands-'));
  for (const { name, content, side } of files as { name: string; content: string; side: 'producer' | 'consumer' }[]) {
    writeFileSync(join(folder, name), content);
    const { status, stdout, stderr } = run('sh', [join(folder, name)], { ...practice[side].environment, ...exported });
    expect(stderr, name).toBe('');
    expect(status, name).toBe(0);
    const [, variable, value] = /^export (\w+)=(.+)$/m.exec(stdout) ?? [];
    if (variable && value) exported[variable] = value;
  }
  rmSync(folder, { recursive: true });

  const again = await makePlan(request, stream, reader, kind);
  expect(again.changes).toEqual([]);
  expect(again.verdicts.filter((verdict: { state: string }) => verdict.state !== 'met')).toEqual([]);
  const state = async () => {
    const { wires } = await (await request.get('/api/wires')).json();
    return wires.find((wire: { id: string }) => wire.id === plan.wireId)?.mapping?.state;
  };
  await expect.poll(state).toBe('Enabled');
}
