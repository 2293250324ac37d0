/** What Tributary's role may do with tables and their streams. */
export function operator() {
  return [{ Sid: 'Tables', Effect: 'Allow', Action: actions, Resource: '*' }, onlyStreamPolicies, testItems];
}

const actions = [
  'dynamodb:ListTables',
  'dynamodb:DescribeTable',
  'dynamodb:UpdateTable',
  'dynamodb:ListStreams',
  'dynamodb:DescribeStream',
  'dynamodb:GetResourcePolicy',
  'dynamodb:PutResourcePolicy',
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:PutItem',
  'dynamodb:DeleteItem',
];

/** Policies are for streams: those of tables are their owners'. */
const onlyStreamPolicies = {
  Sid: 'NeverTablePolicies',
  Effect: 'Deny',
  Action: ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
  NotResource: 'arn:aws:dynamodb:*:*:table/*/stream/*',
};

/** A test item in an encrypted table needs its key: through DynamoDB, and in no other way. */
const testItems = {
  Sid: 'TestItems',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com' } },
};
