import { type Build, streamArnIn, VIRGINIA } from './builder';
import { type KeyAlias, type Keys, keyArn } from './keys';

export const KINESIS = 'AWSLambdaKinesisExecutionRole';
export const BASIC = 'AWSLambdaBasicExecutionRole';

/** An execution role: as the console makes it, with a managed policy, or by hand for one stream only. */
export type Role = {
  name: string;
  path?: string;
  managed?: string;
  /** The one stream it reads, by least privilege. */
  reads?: string;
  /** The stream whose registered consumers it may be: the managed policy is not enough for that. */
  fansOut?: string;
  decrypts?: KeyAlias;
};

type Made = Role & { daysAgo: number; account: string; region: string; functionName?: string };

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** As the Lambda console names roles and attaches policies. */
export function consoleRole(name: string, managed: string): Role {
  return { name, path: '/service-role/', managed };
}

export async function makeRole(build: Build, keys: Keys, role: Made): Promise<void> {
  const { name, path = '/', managed, reads, fansOut, decrypts, daysAgo, account, region } = role;
  const iam = (operation: string, input: object) =>
    build(daysAgo, { account, region: VIRGINIA }, 'iam', operation, { RoleName: name, ...input });
  const allow = (PolicyName: string, Statement: object[]) =>
    iam('PutRolePolicy', { PolicyName, PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }, null, 2) });
  await iam('CreateRole', { Path: path, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  if (managed) await iam('AttachRolePolicy', { PolicyArn: `arn:aws:iam::aws:policy/service-role/${managed}` });
  if (reads)
    await allow(`read-${reads}`, leastPrivilege(streamArnIn(region, reads), account, role.functionName ?? name));
  if (fansOut) await allow(`fan-out-${fansOut}`, [consumers(streamArnIn(region, fansOut))]);
  if (decrypts) await allow(`decrypt-${decrypts}`, [decrypt(keyArn(keys, decrypts))]);
}

function consumers(stream: string) {
  const Action = ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'];
  return { Sid: 'FanOut', Effect: 'Allow', Action, Resource: `${stream}/consumer/*` };
}

function decrypt(key: string) {
  return { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: key };
}

function leastPrivilege(stream: string, account: string, functionName: string) {
  const region = stream.split(':')[3];
  const reads = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];
  return [
    { Sid: 'Read', Effect: 'Allow', Action: reads.map((read) => `kinesis:${read}`), Resource: stream },
    { Sid: 'List', Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' },
    {
      Sid: 'Log',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:*`,
    },
  ];
}
