import type { NamedEnds, WatchedAccounts } from './watched-accounts';

type Policy = { Policy?: string };
type Grant = { Name?: string; GranteePrincipal: string; Operations: string[]; Constraints?: object };

/** What AWS makes up of a mapping, and where it began: one made again begins where the one before ended. */
const ofTheMoment: ReadonlySet<string> = new Set([
  'UUID',
  'EventSourceMappingArn',
  'LastModified',
  'StartingPosition',
  'StartingPositionTimestamp',
]);

/**
 * Everything in both accounts that a wire between these ends may touch, part by part, with the ends' own names left
 * out, so that one pair of ends can be compared with another. `wireId`: their wire's; empty while there is none.
 */
export async function wholeSnapshot(
  accounts: WatchedAccounts,
  ends: NamedEnds,
  wireId: string,
): Promise<Record<string, unknown>> {
  const { stream, keys, name } = ends;
  const parts = {
    streamPolicy: await streamPolicy(accounts, stream),
    consumers: await consumersOf(accounts, stream),
    ...(ends.table === null ? {} : { table: await tableOf(accounts, name) }),
    keys: await Promise.all(keys.map((key) => keyOf(accounts, key))),
    role: await roleOf(accounts, name),
    mappings: await mappingsOf(accounts, ends.function),
  };
  const own = [name, ...keys.map((key) => key.split('/').at(-1) ?? key), ...(wireId === '' ? [] : [wireId])];
  const nameless = own.reduce((text, word, at) => text.replaceAll(word, `<${at}>`), JSON.stringify(parts));
  // A consumer that is registered again has another epoch in its ARN, a stream of a table another label, a role another id.
  const anew = nameless
    .replaceAll(/(consumer\/[^":\\]+):\d+/g, '$1:<epoch>')
    .replaceAll(/(table\/[^"\\]+\/stream\/)[\d-]+T[\d:.]+/g, '$1<label>')
    .replaceAll(/AROA\w+/g, '<role>');
  return JSON.parse(anew);
}

async function streamPolicy(accounts: WatchedAccounts, arn: string): Promise<string> {
  return (await accounts.ask<Policy>('producer', 'kinesis:GetResourcePolicy', { ResourceARN: arn })).Policy ?? '{}';
}

type DescribedTable = { Table: { TableArn: string; StreamSpecification?: object; LatestStreamArn?: string } };

async function tableOf(accounts: WatchedAccounts, TableName: string): Promise<object> {
  const { Table } = await accounts.ask<DescribedTable>('producer', 'dynamodb:DescribeTable', { TableName });
  const { StreamSpecification: stream = null, TableArn, LatestStreamArn } = Table;
  const on = stream === null ? undefined : LatestStreamArn;
  return {
    stream,
    policy: on === undefined ? null : await tablePolicy(accounts, on),
    ofTable: await tablePolicy(accounts, TableArn),
  };
}

async function tablePolicy(accounts: WatchedAccounts, ResourceArn: string): Promise<string | null> {
  try {
    return (await accounts.ask<Policy>('producer', 'dynamodb:GetResourcePolicy', { ResourceArn })).Policy ?? '';
  } catch {
    return null;
  }
}

async function consumersOf(accounts: WatchedAccounts, stream: string): Promise<object[]> {
  const { Consumers } = await accounts.ask<{
    Consumers: { ConsumerARN: string; ConsumerName: string; ConsumerStatus: string }[];
  }>('producer', 'kinesis:ListStreamConsumers', { StreamARN: stream });
  return Promise.all(
    Consumers.map(async ({ ConsumerARN, ConsumerName, ConsumerStatus }) => ({
      ConsumerName,
      ConsumerStatus,
      policy: await streamPolicy(accounts, ConsumerARN),
    })),
  );
}

async function keyOf(accounts: WatchedAccounts, KeyId: string): Promise<object> {
  const { Policy } = await accounts.ask<Policy>('producer', 'kms:GetKeyPolicy', { KeyId, PolicyName: 'default' });
  const { Grants } = await accounts.ask<{ Grants: Grant[] }>('producer', 'kms:ListGrants', { KeyId });
  const grants = Grants.map(({ Name, GranteePrincipal, Operations, Constraints }) => {
    return { Name, GranteePrincipal, Operations, Constraints };
  });
  return { policy: Policy, grants };
}

async function roleOf(accounts: WatchedAccounts, RoleName: string): Promise<object> {
  const ofRole = <Answer>(operation: string, more: object = {}) =>
    accounts.ask<Answer>('consumer', `iam:${operation}`, { RoleName, ...more });
  const { AttachedPolicies } = await ofRole<{ AttachedPolicies: { PolicyArn: string }[] }>('ListAttachedRolePolicies');
  const { PolicyNames } = await ofRole<{ PolicyNames: string[] }>('ListRolePolicies');
  const inline = await Promise.all(
    PolicyNames.sort().map((PolicyName) => ofRole<{ PolicyDocument: string }>('GetRolePolicy', { PolicyName })),
  );
  return {
    attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
    inline: inline.map((policy, index) => [PolicyNames[index], decodeURIComponent(policy.PolicyDocument)]),
  };
}

async function mappingsOf(accounts: WatchedAccounts, FunctionName: string): Promise<object[]> {
  const { EventSourceMappings } = await accounts.ask<{ EventSourceMappings: Record<string, unknown>[] }>(
    'consumer',
    'lambda:ListEventSourceMappings',
    { FunctionName },
  );
  return EventSourceMappings.map((mapping) =>
    Object.fromEntries(Object.entries(mapping).filter(([option]) => !ofTheMoment.has(option))),
  );
}
