import { DynamoDBClient, GetResourcePolicyCommand, PutResourcePolicyCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { owner, policyOf, TableTrial } from '@/lib/trial/sandbox/table-trial';
import { practiceAccounts } from '../accounts';
import { faultsOf } from '../faults';
import { handle } from '../handle';
import { type Endpoint, openEndpoint } from '../server';

let trial: TableTrial;
let endpoint: Endpoint;
let client: DynamoDBClient;

beforeEach(async () => {
  trial = await TableTrial.open();
  const { world, clock } = trial.staged;
  endpoint = await openEndpoint(0, (request) => handle(world, clock, request));
  const { accessKeyId = '', secretAccessKey = '' } = practiceAccounts.find(({ id }) => id === owner) ?? {};
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    systemClockOffset: clock.now() - Date.now(),
  });
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

function editOnRead(): void {
  const { world, clock } = trial.staged;
  faultsOf(world, clock.now).add({ id: 'edit', kind: 'policy-edit', service: 'dynamodb', times: 1 });
}

const read = () => client.send(new GetResourcePolicyCommand({ ResourceArn: trial.streamArn }));

function write(ExpectedRevisionId?: string) {
  const input = { ResourceArn: trial.streamArn, Policy: policyOf(), ExpectedRevisionId };
  return client.send(new PutResourcePolicyCommand(input));
}

test('a colleague’s first policy after a look at none is not overwritten', async () => {
  editOnRead();
  await expect(read()).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  await expect(write('NO_POLICY')).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  trial.staged.pass(20);
  client.config.systemClockOffset += 20_000;
  const { Policy = '' } = await read();
  expect(JSON.parse(Policy).Statement).toMatchObject([{ Sid: 'AddedMeanwhile1', Action: 'dynamodb:DescribeStream' }]);
});

test('a colleague’s edit after a look at a policy moves its revision', async () => {
  await write();
  trial.staged.pass(20);
  client.config.systemClockOffset += 20_000;
  editOnRead();
  const { RevisionId } = await read();
  await expect(write(RevisionId)).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
});
