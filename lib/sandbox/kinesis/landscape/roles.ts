import type { Build, Place } from '../../landscape/landscape';
import { type Role as ExecutionRole, makeRole as makeExecutionRole } from '../../landscape/roles';
import { type KeyAlias, type Keys, keyArn } from './keys';
import { streamArnIn } from './stream-arn';

export const KINESIS = 'AWSLambdaKinesisExecutionRole';

/** An execution role: as the console makes it, with a managed policy, or by hand for one stream only. */
export type Role = Omit<ExecutionRole, 'inline'> & {
  /** The one stream it reads, by least privilege. */
  reads?: string;
  /** The stream whose registered consumers it may be: the managed policy is not enough for that. */
  fansOut?: string;
  decrypts?: KeyAlias;
};

type Made = Role & { daysAgo: number; place: Place; functionName?: string };

export async function makeRole(build: Build, keys: Keys, role: Made): Promise<void> {
  const { reads, fansOut, decrypts, daysAgo, place, functionName = role.name, ...plain } = role;
  const { account, region } = place;
  const inline = {
    ...(reads ? { [`read-${reads}`]: leastPrivilege(streamArnIn(region, reads), account, functionName) } : {}),
    ...(fansOut ? { [`fan-out-${fansOut}`]: [consumers(streamArnIn(region, fansOut))] } : {}),
    ...(decrypts ? { [`decrypt-${decrypts}`]: [decrypt(keyArn(keys, decrypts))] } : {}),
  };
  await makeExecutionRole(build, daysAgo, account, { ...plain, inline });
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
