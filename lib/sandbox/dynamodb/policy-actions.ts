const onPolicies = ['DeleteResourcePolicy', 'GetResourcePolicy', 'PutResourcePolicy'];

/** What the policy of a stream can be about. What names no stream, as `ListStreams`, is not among it. */
export const streamActions = prefixed(['DescribeStream', 'GetRecords', 'GetShardIterator', ...onPolicies]);

/** What the policy of a table can be about: nothing that is asked of its streams. */
export const tableActions = prefixed([
  'AssociateTableReplica',
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'CreateBackup',
  'CreateTableReplica',
  'DeleteItem',
  'DeleteTable',
  'DeleteTableReplica',
  'DescribeContinuousBackups',
  'DescribeContributorInsights',
  'DescribeKinesisStreamingDestination',
  'DescribeTable',
  'DescribeTableReplicaAutoScaling',
  'DescribeTimeToLive',
  'DisableKinesisStreamingDestination',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'GetItem',
  'ListTagsOfResource',
  'PartiQLDelete',
  'PartiQLInsert',
  'PartiQLSelect',
  'PartiQLUpdate',
  'PutItem',
  'Query',
  'ReadDataForReplication',
  'ReplicateSettings',
  'RestoreTableToPointInTime',
  'Scan',
  'StartAwsBackupJob',
  'TagResource',
  'UntagResource',
  'UpdateContinuousBackups',
  'UpdateContributorInsights',
  'UpdateItem',
  'UpdateKinesisStreamingDestination',
  'UpdateTable',
  'UpdateTableReplicaAutoScaling',
  'UpdateTimeToLive',
  'WriteDataForReplication',
  ...onPolicies,
]);

function prefixed(names: readonly string[]): readonly string[] {
  return names.map((name) => `dynamodb:${name}`);
}
