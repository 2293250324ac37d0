import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { awsServices } from '@/lib/aws/aws-services';
import type { AwsService } from '@/lib/aws/service';
import { readSessionPolicy } from '@/lib/aws/session/session-policy';
import type { Hub } from '@/lib/aws/sts/hub';
import { parsePolicy } from '@/lib/policy/document';
import { evaluate } from '@/lib/policy/evaluate';
import type { ConditionContext } from '@/lib/policy/question';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import type { Connection } from '@/lib/wiring/connection';
import { cliFiles } from './cli';
import { cloudFormationTemplate } from './cloudformation';
import { namesOf, permissions, trustPolicy } from './documents';
import { roleNameOf } from './role-name';
import { terraformFile } from './terraform';

const roleArn = 'arn:aws:iam::111122223333:role/tributary/operator';

const connection = aConnection({ roleArn, regions: ['eu-west-1'], mode: 'may-change' });

const hub: Hub = {
  arn: 'arn:aws:sts::999999999999:assumed-role/hub/i-1',
  accountId: '999999999999',
  partition: 'aws',
  principals: ['arn:aws:iam::999999999999:role/tributary/hub'],
  uniqueId: 'AROAHUB00000000000001',
  isRole: true,
};

const role = roleNameOf(roleArn);

function policy(document: unknown) {
  const parsed = parsePolicy(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.problem.key);
  return parsed.document;
}

function decides(mode: Connection['mode'], action: string, resource: string, context: ConditionContext = {}) {
  const principal = { type: 'role', arn: roleArn, accountId: '111122223333' } as const;
  return evaluate(
    { principal, action, resource: { arn: resource, accountId: '111122223333' }, context, contextComplete: true },
    { identity: [{ name: 'permissions', document: policy(permissions(mode, namesOf(connection))) }] },
  ).decision;
}

describe('the trust policy', () => {
  const asks = (context: Record<string, string>) =>
    evaluate(
      {
        principal: { type: 'role', arn: 'arn:aws:iam::999999999999:role/tributary/hub', accountId: '999999999999' },
        action: 'sts:AssumeRole',
        resource: { arn: roleArn, accountId: '111122223333' },
        context: { 'sts:RoleSessionName': 'tributary-read', ...context },
        contextComplete: true,
      },
      {
        identity: [{ name: 'hub', document: policy(allowAll) }],
        resource: { name: 'trust', document: policy(trustPolicy(hub, connection.externalId)) },
        resourceType: 'trust',
      },
    ).decision;
  const allowAll = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const pinned = { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/tributary/hub' };

  it.each([
    ['the hub with the external ID', { ...pinned, 'sts:ExternalId': connection.externalId }, 'allow'],
    ['the hub without it', pinned, 'deny'],
    ['the hub with another', { ...pinned, 'sts:ExternalId': 'another' }, 'deny'],
    [
      'another role of the hub’s account',
      { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/other', 'sts:ExternalId': connection.externalId },
      'deny',
    ],
  ])('%s', (_, context, decision) => {
    expect(asks(context)).toBe(decision);
  });

  it('fits what IAM takes by default', () => {
    expect(JSON.stringify(trustPolicy(hub, connection.externalId)).length).toBeLessThanOrEqual(2048);
  });
});

const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/Orders';

describe('the permissions', () => {
  const stream = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const reader = 'arn:aws:lambda:eu-west-1:111122223333:function:reader';
  const execution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole';

  it.each([
    ['reading a policy', 'kinesis:GetResourcePolicy', stream, {}, 'allow', 'allow'],
    ['listing functions', 'lambda:ListFunctions', '*', {}, 'allow', 'allow'],
    [
      'reading the log of a function',
      'logs:FilterLogEvents',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/reader:*',
      {},
      'allow',
      'allow',
    ],
    ['looking at a key', 'kms:GetKeyPolicy', key, {}, 'allow', 'allow'],
    ['decrypting', 'kms:Decrypt', key, {}, 'deny', 'deny'],
    ['registering a consumer', 'kinesis:RegisterStreamConsumer', stream, {}, 'deny', 'allow'],
    ['deregistering one', 'kinesis:DeregisterStreamConsumer', `${stream}/consumer/c:1`, {}, 'deny', 'allow'],
    [
      'granting to read',
      'kms:CreateGrant',
      key,
      { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] },
      'deny',
      'allow',
    ],
    ['granting to write', 'kms:CreateGrant', key, { 'kms:GrantOperations': ['Decrypt', 'Encrypt'] }, 'deny', 'deny'],
    ['writing a key policy', 'kms:PutKeyPolicy', key, {}, 'deny', 'deny'],
    ['reading records', 'kinesis:GetRecords', stream, {}, 'deny', 'deny'],
    ['downloading code', 'lambda:GetFunction', reader, {}, 'deny', 'deny'],
    ['sharing a stream', 'kinesis:PutResourcePolicy', stream, {}, 'deny', 'allow'],
    [
      'sharing a stream of another account',
      'kinesis:PutResourcePolicy',
      'arn:aws:kinesis:eu-west-1:444455556666:stream/x',
      {},
      'deny',
      'deny',
    ],
    [
      'mapping to its function',
      'lambda:CreateEventSourceMapping',
      '*',
      { 'lambda:FunctionArn': reader },
      'deny',
      'allow',
    ],
    [
      'attaching the managed policy',
      'iam:AttachRolePolicy',
      'arn:aws:iam::111122223333:role/reader',
      { 'iam:PolicyARN': execution },
      'deny',
      'allow',
    ],
    [
      'attaching any other',
      'iam:AttachRolePolicy',
      'arn:aws:iam::111122223333:role/reader',
      { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'deny',
      'deny',
    ],
    [
      'sharing the stream of a table',
      'dynamodb:PutResourcePolicy',
      `${table}/stream/2026-01-31T12:00:00.000`,
      {},
      'deny',
      'allow',
    ],
    ['writing the policy of a table', 'dynamodb:PutResourcePolicy', table, {}, 'deny', 'deny'],
    ['reading items', 'dynamodb:GetItem', table, {}, 'deny', 'deny'],
    ['putting items without having been let', 'dynamodb:PutItem', table, {}, 'deny', 'deny'],
    ['widening itself', 'iam:PutRolePolicy', roleArn, {}, 'deny', 'deny'],
  ])('%s', (_, action, resource, context, readOnly, mayChange) => {
    expect(decides('read-only', action, resource, context)).toBe(readOnly);
    expect(decides('may-change', action, resource, context)).toBe(mayChange);
  });

  it('stand in these statements, in this order', () => {
    const sids = permissions('may-change', namesOf(connection)).Statement.map(({ Sid }) => Sid);
    expect(sids.join(' ')).toBe(
      'Lists Streams Keys Tables TableStreams Functions RolesForDiagnosis Logs NeverData ShareStreams TestRecords KeyGrants KeyGrantLimits SwitchStreams ShareTableStreams Mappings AttachOneManagedPolicy InlinePolicies NeverItself',
    );
  });

  it('keep within what IAM takes inline', () => {
    expect(JSON.stringify(permissions('may-change', namesOf(connection))).length).toBeLessThan(10_240);
  });
});

describe('the actions', () => {
  it('are those of the calls that are made, no more and no fewer', () => {
    const files = readdirSync('lib/aws', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const source = files.map((name) => readFileSync(join('lib/aws', name), 'utf8')).join('\n');
    const calls = [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name);
    const ofSts = ['AssumeRole', 'GetCallerIdentity'];
    const called = new Set(calls.filter((name) => !ofSts.includes(name ?? '')));
    const rights = awsServices.flatMap(({ permissions: { reads, writes = [] } }) => [
      ...reads,
      ...writes.filter(({ indirect }) => !indirect),
    ]);
    const allowed = new Set(rights.map(({ action }) => action.split(':')[1]));
    expect([...allowed].sort()).toEqual([...called].sort());
  });
});

describe('the session policy of reads', () => {
  it('fits what STS takes and allows no write and no data', () => {
    const policy = readSessionPolicy(awsServices);
    expect(policy.length).toBeLessThanOrEqual(2048);
    expect(policy).not.toMatch(/:(Put|Create|Update|Delete|Attach|Detach|Invoke)|GetRecords|GetFunction"/);
  });
});

describe('the session policy with what all kinds of wire will read', () => {
  // Those of the DynamoDB, MSK, EventBridge and AssumeRole kinds (domain: apis §18).
  const more = {
    dynamodb: [
      'ListTables',
      'DescribeTable',
      'DescribeStream',
      'ListStreams',
      'GetResourcePolicy',
      'DescribeContinuousBackups',
    ],
    kafka: [
      'ListClustersV2',
      'DescribeClusterV2',
      'GetBootstrapBrokers',
      'GetClusterPolicy',
      'ListScramSecrets',
      'ListVpcConnections',
      'DescribeVpcConnection',
      'ListClientVpcConnections',
      'DescribeConfiguration',
      'ListNodes',
    ],
    secretsmanager: ['DescribeSecret', 'GetResourcePolicy', 'ListSecrets'],
    ec2: [
      'DescribeSubnets',
      'DescribeSecurityGroups',
      'DescribeVpcEndpoints',
      'DescribeRouteTables',
      'DescribeNetworkInterfaces',
    ],
    events: ['ListEventBuses', 'DescribeEventBus', 'ListRules', 'DescribeRule', 'ListTargetsByRule'],
    pipes: ['ListPipes', 'DescribePipe'],
  };
  const actions = Object.entries(more).flatMap(([prefix, names]) => names.map((name) => `${prefix}:${name}` as const));
  const service: AwsService = {
    serviceId: 'all the rest',
    order: 0,
    permissions: { reads: actions.map((action) => ({ action, on: '*', group: 'Lists' })) },
    probes: {},
  };

  it('still fits what STS takes', () => {
    expect(actions).toHaveLength(31);
    expect(readSessionPolicy([...awsServices, service]).length).toBeLessThanOrEqual(2048);
  });
});

describe('a service that only the caller knows', () => {
  const queue = {
    pattern: ({ partition, accountId }: { partition: string; accountId: string }) =>
      `arn:${partition}:sqs:*:${accountId}:*`,
    none: () => '',
  };
  const service: AwsService = {
    serviceId: 'SQS',
    order: 0,
    permissions: {
      reads: [
        { action: 'sqs:ListQueues', on: '*', group: 'Lists' },
        { action: 'sqs:GetQueueAttributes', on: queue, group: 'Queues' },
      ],
      writes: [{ action: 'sqs:AddPermission', on: queue, group: 'ShareQueues' }],
      never: { records: ['sqs:ReceiveMessage'] },
    },
    probes: {},
    executionPolicies: ['service-role/AWSLambdaSQSQueueExecutionRole'],
  };
  const statements = (services: readonly AwsService[]) =>
    Object.fromEntries(
      permissions('may-change', namesOf(connection), services).Statement.map((one) => [one.Sid, one] as const),
    );

  it('has its rights beside those of the others', () => {
    const { Lists, Queues, ShareQueues, NeverData, AttachOneManagedPolicy } = statements([...awsServices, service]);
    const Resource = 'arn:aws:sqs:*:111122223333:*';
    expect(Lists?.Action).toContain('sqs:ListQueues');
    expect(Queues).toMatchObject({ Action: ['sqs:GetQueueAttributes'], Resource });
    expect(ShareQueues).toMatchObject({ Action: 'sqs:AddPermission', Resource });
    expect(NeverData?.Action).toContain('sqs:ReceiveMessage');
    expect(AttachOneManagedPolicy?.Condition?.ArnEquals?.['iam:PolicyARN']).toEqual([
      execution('Kinesis'),
      execution('DynamoDB'),
      execution('SQSQueue'),
    ]);
    expect(readSessionPolicy([...awsServices, service])).toContain('sqs:GetQueueAttributes');
  });

  it('may not put its things into a statement on those of another', () => {
    const reads = [{ action: 'sqs:GetQueueAttributes', on: queue, group: 'Streams' }] as const;
    expect(() => statements([...awsServices, { ...service, permissions: { reads } }])).toThrow('Streams');
  });
});

function execution(source: string): string {
  return `arn:aws:iam::aws:policy/service-role/AWSLambda${source}ExecutionRole`;
}

describe('the forms', () => {
  it('cloudformation carries the connection as defaults', () => {
    const template = parse(cloudFormationTemplate(connection, hub, role));
    expect(template.Parameters.ExternalId.Default).toBe(connection.externalId);
    expect(template.Parameters.HubAccountId.Default).toBe('999999999999');
    expect(template.Resources.Role.Properties).toMatchObject({ Path: '/tributary/', RoleName: 'operator' });
  });

  it('terraform and cli name the role at its path and trust the hub', () => {
    const terraform = terraformFile(connection, hub, role);
    expect(terraform).toContain('path                 = "/tributary/"');
    expect(terraform).toContain('{var.function_roles}"');
    expect(terraform).toContain(connection.externalId);
    const [script, trust] = cliFiles(connection, hub, role, null);
    expect(script?.content).toContain('--path /tributary/');
    expect(JSON.parse(trust?.content ?? '')).toEqual(trustPolicy(hub, connection.externalId));
  });

  it('every form offers key policies as a choice that is off and says what it means', () => {
    const template = parse(cloudFormationTemplate(connection, hub, role));
    expect(template.Parameters.KeyPolicies).toMatchObject({ Default: 'never' });
    expect(template.Parameters.KeyPolicies.Description).toContain('full control');
    expect(template.Resources.Role.Properties.Policies[2]['Fn::If'][0]).toBe('MayWriteKeyPolicies');
    const terraform = terraformFile(connection, hub, role);
    expect(terraform).toMatch(/count = var\.key_policies \? 1 : 0/);
    const [script, ...documents] = cliFiles(connection, hub, role, null);
    expect(script?.content).toMatch(/full control of the keys[\s\S]*\n# aws iam put-role-policy .*key-policies\.json/);
    expect(documents.map(({ name }) => name)).toEqual([
      'trust-policy.json',
      'permissions.json',
      'key-policies.json',
      'test-items.json',
    ]);
    const readOnly = { ...connection, mode: 'read-only' as const };
    expect(terraformFile(readOnly, hub, role)).not.toContain('key_policies');
    expect(cliFiles(readOnly, hub, role, null)).toHaveLength(3);
  });

  it('cli quotes a path that a shell would read otherwise', () => {
    const odd = cliFiles(connection, hub, { path: "/a'$(id)/", name: 'operator' }, null);
    expect(odd[0]?.content).toContain(`--path '/a'\\''$(id)/'`);
  });

  const terraform = installed('terraform');
  it.skipIf(!terraform)(
    terraform ? 'terraform reads its file, and has nothing to reformat' : 'terraform is not installed',
    () => {
      const format = () => execFileSync('terraform', ['fmt', '-'], { encoding: 'utf8', input: file, stdio: 'pipe' });
      const file = terraformFile(connection, hub, role);
      expect(format()).toBe(file);
    },
  );

  const linter = installed('cfn-lint');
  it.skipIf(!linter)(
    linter ? 'cfn-lint accepts the template' : 'cfn-lint is not installed: template not linted',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'tributary-role-'));
      const file = join(folder, 'role.yaml');
      writeFileSync(file, cloudFormationTemplate(connection, hub, role));
      expect(() => execFileSync('cfn-lint', [file], { encoding: 'utf8' })).not.toThrow();
      rmSync(folder, { recursive: true });
    },
  );
});

function installed(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
