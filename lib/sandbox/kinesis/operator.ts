/** What Tributary's role may do with streams and registered consumers. */
export function operator() {
  return [{ Sid: 'Streams', Effect: 'Allow', Action: actions, Resource: '*' }, testRecords];
}

const actions = [
  'kinesis:ListStreams',
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListShards',
  'kinesis:ListStreamConsumers',
  'kinesis:DescribeStreamConsumer',
  'kinesis:ListTagsForStream',
  'kinesis:ListTagsForResource',
  'kinesis:RegisterStreamConsumer',
  'kinesis:DeregisterStreamConsumer',
  'kinesis:TagResource',
  'kinesis:GetResourcePolicy',
  'kinesis:PutResourcePolicy',
  'kinesis:DeleteResourcePolicy',
  'kinesis:PutRecord',
];

/** A test record on an encrypted stream needs a data key: through Kinesis, and in no other way. */
const testRecords = {
  Sid: 'TestRecords',
  Effect: 'Allow',
  Action: 'kms:GenerateDataKey',
  Resource: '*',
  Condition: { StringLike: { 'kms:ViaService': 'kinesis.*.amazonaws.com' } },
};
