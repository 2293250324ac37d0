import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import { calls } from '@/lib/wiring/call/calls';
import { commandScripts, scriptText } from '@/lib/wiring/call/command-script';
import type { Plan } from '@/lib/wiring/plan/plan';
import { callsOf, OrdersTrial } from '../orders-trial';
import { slow } from '../slow';

// Commands are run by the aws CLI, over a socket, which takes a second for each.
const trial = OrdersTrial.inEveryTest();
const installed = spawnSync('aws', ['--version']).status === 0;
const run = promisify(execFile);

/** Runs a plan's scripts in their order, each as its account's administrator; what one exports the next ones have. */
async function byHand({ changes }: Plan): Promise<void> {
  const exported: Record<string, string> = {};
  for (const script of commandScripts(calls, changes)) {
    const account = trial.stage.practice.accounts.find(({ id }) => id === script.accountId);
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: trial.stage.practice.endpoint,
      AWS_ACCESS_KEY_ID: account?.accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: account?.secretAccessKey ?? '',
      AWS_DEFAULT_REGION: trial.stage.practice.region,
      ...exported,
    };
    const { stdout } = await run('sh', ['-c', scriptText(script)], { env });
    for (const [, name = '', value = ''] of stdout.matchAll(/^export (\w+)=(\S+)$/gm)) exported[name] = value;
  }
}

/** The seed's set-up, in its order and with its names; `a` and `b` are the aws CLI in either of its accounts. */
const seed = `
set -eu
a() { AWS_ACCESS_KEY_ID=$A_KEY AWS_SECRET_ACCESS_KEY=$A_SECRET aws "$@"; }
b() { AWS_ACCESS_KEY_ID=$B_KEY AWS_SECRET_ACCESS_KEY=$B_SECRET aws "$@"; }
cd "$(mktemp -d)"
REGION=us-east-1 TABLE_NAME=Orders-by-hand ROLE_NAME=CrossAccountStreamProcessor FUNCTION_NAME=ProcessOrders-by-hand
ROLE_ARN="$(a iam create-role --role-name "$ROLE_NAME" --assume-role-policy-document '{
"Version": "2012-10-17",
"Statement": [{
"Effect": "Allow",
"Principal": {"Service": "lambda.amazonaws.com"},
"Action": "sts:AssumeRole"
}]
}' --query 'Role.Arn' --output text)"
a iam attach-role-policy --role-name "$ROLE_NAME" \
  --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole
cat > index.py << 'EOF'
import json
def handler(event, context):
    print(json.dumps(event, indent=2))
    return {'statusCode': 200}
EOF
python3 -m zipfile -c function.zip index.py
a lambda create-function --function-name "$FUNCTION_NAME" --runtime python3.12 --role "$ROLE_ARN" \
  --handler index.handler --zip-file fileb://function.zip --region "$REGION"
STREAM_ARN="$(b dynamodb create-table --table-name "$TABLE_NAME" \
  --attribute-definitions AttributeName=OrderId,AttributeType=S \
  --key-schema AttributeName=OrderId,KeyType=HASH --billing-mode PAY_PER_REQUEST \
  --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES --region "$REGION" \
  --query 'TableDescription.LatestStreamArn' --output text)"
cat > stream-policy.json << EOF
{
"Version": "2012-10-17",
"Statement": [
{
"Sid": "AllowCrossAccountStreamAccess",
"Effect": "Allow",
"Principal": {
"AWS": "$ROLE_ARN"
},
"Action": [
"dynamodb:DescribeStream",
"dynamodb:GetRecords",
"dynamodb:GetShardIterator"
],
"Resource": "*"
}
]
}
EOF
b dynamodb put-resource-policy --resource-arn "$STREAM_ARN" --policy file://stream-policy.json --region "$REGION"
a lambda create-event-source-mapping --function-name "$FUNCTION_NAME" --event-source-arn "$STREAM_ARN" \
  --starting-position LATEST --region "$REGION"
`;

test.skipIf(!(slow && installed))(
  'the seed’s commands make a wire that the board shows, with nothing left to do',
  async () => {
    const { accounts, endpoint, region } = trial.stage.practice;
    const keysOf = (letter: string, account: string) => {
      const found = accounts.find(({ name }) => name === account);
      return { [`${letter}_KEY`]: found?.accessKeyId ?? '', [`${letter}_SECRET`]: found?.secretAccessKey ?? '' };
    };
    const env = { ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_REGION: region };
    await run('sh', ['-c', seed], { env: { ...env, ...keysOf('A', 'consumer'), ...keysOf('B', 'producer') } });
    const { wires } = await readInventory({ refresh: true });
    const wire = wires.find(({ sourceArn }) => sourceArn.endsWith('table/Orders-by-hand'));
    expect(wire).toMatchObject({ kind: 'dynamodb', shape: 'whole' });
    const { verdicts } = await getWire(wire?.id ?? '');
    expect(verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
    const { source, reader } = await trial.plan();
    const plan = await trial.plan({
      source: { ...source, arn: wire?.sourceArn ?? '' },
      reader: { ...reader, functionArn: wire?.functionArn ?? '' },
    });
    expect(callsOf(plan)).toEqual([]);
  },
  120_000,
);

test.skipIf(!(slow && installed))(
  'the commands of a plan make the wire, and those of its removal take it away',
  async () => {
    const before = await trial.standing();
    const plan = await trial.plan();
    await byHand(plan);
    expect(await trial.standing()).toMatchObject({ stream: true, mappings: [true] });
    expect(callsOf(await trial.plan())).toEqual([]);
    const { wires } = await readInventory({ refresh: true });
    expect(wires.map(({ id }) => id)).toContain(plan.wireId);
    const { verdicts } = await getWire(plan.wireId);
    expect(verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
    const removal = await removeWire(plan.wireId);
    await byHand(removal);
    expect(removal.keeps.map(({ key }) => key)).toContain('keeps.table-stream-of-others');
    expect(await trial.standing()).toEqual({ ...before, stream: true, attached: expect.any(Array) });
  },
  120_000,
);

test.skipIf(!(slow && installed))(
  'a command does not write over what somebody wrote after the plan',
  async () => {
    const stream = await trial.switchStream(true);
    await trial.putPolicy(stream, trial.theirs('Theirs'));
    const plan = await trial.plan();
    const later = await trial.putPolicy(stream, trial.theirs('Theirs'), trial.theirs('Later'));
    await expect(byHand(plan)).rejects.toThrow(/PolicyNotFoundException/);
    expect(await trial.policy(stream)).toBe(later);
  },
  120_000,
);
