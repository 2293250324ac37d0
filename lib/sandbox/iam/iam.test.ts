import { beforeEach, describe, expect, test } from 'vitest';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { sessionCaller } from '../credentials';
import { decide } from '../enforce';
import type { Caller, CallerSession } from '../service';
import { principalExists, showPrincipals, storePrincipals } from './principals';
import { roleByArn } from './state';

const account = '888800008888';
const lambdaTrust = policy({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

let staged: StagedWorld;
let admin: Caller;

beforeEach(async () => {
  staged = await stageWorld();
  admin = staged.administrator(account);
});

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const allow = (Action: string | string[]) => policy({ Effect: 'Allow', Action, Resource: '*' });

const ask = (operation: string, input: object = {}) => staged.ask(admin, `iam:${operation}`, input);

async function makeRole(RoleName: string, more: object = {}) {
  expect(await ask('CreateRole', { RoleName, AssumeRolePolicyDocument: lambdaTrust, ...more })).toHaveProperty('Role');
}

/** A session of the role, as if it had been assumed. */
function sessionOf(roleName: string): Caller {
  const arn = `arn:aws:iam::${account}:role/${roleName}`;
  const role = roleByArn(staged.world, arn)?.role;
  if (!role) throw new Error(`no role ${roleName}`);
  const session: CallerSession = {
    roleArn: arn,
    roleUniqueId: role.id,
    name: 's',
    policies: [],
    tags: {},
    expiresAt: Number.POSITIVE_INFINITY,
    chained: false,
  };
  return sessionCaller(session, account, '');
}

/** Whether the role may do something now, as everything outside IAM sees it. */
function may(roleName: string, action: string): string {
  const { world, clock } = staged;
  return decide({ action, resource: '*' }, { world, clock, caller: sessionOf(roleName), region: 'us-east-1' }).reason;
}

describe('roles', () => {
  test('names are unique without regard to case', async () => {
    await makeRole('reader');
    expect(await ask('CreateRole', { RoleName: 'Reader', AssumeRolePolicyDocument: lambdaTrust })).toBe(
      'EntityAlreadyExistsException: Role with name Reader already exists.',
    );
  });

  test('are not deleted while policies hang on them', async () => {
    await makeRole('reader');
    await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
    expect(await ask('DeleteRole', { RoleName: 'reader' })).toBe(
      'DeleteConflictException: Cannot delete entity, must detach all policies first.',
    );
    await ask('DetachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
    expect(await ask('DeleteRole', { RoleName: 'reader' })).toEqual({});
    expect(await ask('GetRole', { RoleName: 'reader' })).toBe(
      'NoSuchEntityException: The role with name reader cannot be found.',
    );
  });

  test('are listed page by page', async () => {
    for (const name of ['a', 'b', 'c']) await makeRole(name, { Path: '/paged/' });
    const first = await ask('ListRoles', { PathPrefix: '/paged/', MaxItems: 2 });
    expect(first).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'a' }, { RoleName: 'b' }] });
    const { Marker } = first as { Marker: string };
    const second = await ask('ListRoles', { PathPrefix: '/paged/', MaxItems: 2, Marker });
    expect(second).toMatchObject({ IsTruncated: false, Roles: [{ RoleName: 'c' }] });
  });

  test.each([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['no statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    [
      'a resource',
      policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' }),
      'Has prohibited field Resource',
    ],
    ['no principal', policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    [
      'a role that is not there',
      policy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:role/none` }, Action: 'sts:AssumeRole' }),
      `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:role/none"`,
    ],
  ])('a trust policy with %s is refused', async (_, AssumeRolePolicyDocument, message) => {
    expect(await ask('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument })).toBe(
      `MalformedPolicyDocumentException: ${message}`,
    );
  });
});

describe('policies of a role', () => {
  test.each([
    [
      'a principal',
      policy({ Effect: 'Allow', Principal: '*', Action: 'a:b', Resource: '*' }),
      'Policy document should not specify a principal.',
    ],
    ['no resource', policy({ Effect: 'Allow', Action: 'a:b' }), 'Policy statement must contain resources.'],
    [
      'an action without a service',
      policy({ Effect: 'Allow', Action: 'GetRecords', Resource: '*' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'a bare resource',
      policy({ Effect: 'Allow', Action: 'a:b', Resource: 'orders' }),
      'Resource orders must be in ARN format or "*".',
    ],
  ])('a document with %s is refused', async (_, PolicyDocument, message) => {
    await makeRole('reader');
    expect(await ask('PutRolePolicy', { RoleName: 'reader', PolicyName: 'p', PolicyDocument })).toBe(
      `MalformedPolicyDocumentException: ${message}`,
    );
  });

  test('white space does not count towards the quota, everything else does', async () => {
    await makeRole('reader');
    const actions = Array.from({ length: 500 }, (_, index) => `kinesis:Get${index}`);
    const roomy = JSON.stringify(JSON.parse(allow(actions)), null, 20);
    const put = (PolicyName: string, PolicyDocument: string) =>
      ask('PutRolePolicy', { RoleName: 'reader', PolicyName, PolicyDocument });
    expect(await put('first', roomy)).toEqual({});
    expect(await put('second', allow(actions))).toBe(
      'LimitExceededException: Maximum policy size of 10240 bytes exceeded for role reader',
    );
  });

  test('at most ten managed policies hang on one role', async () => {
    await makeRole('reader');
    for (let index = 0; index <= 10; index += 1) {
      await ask('CreatePolicy', { PolicyName: `p${index}`, PolicyDocument: allow('a:b') });
      const PolicyArn = `arn:aws:iam::${account}:policy/p${index}`;
      const attached = await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn });
      expect(attached).toEqual(index < 10 ? {} : 'LimitExceededException: Cannot exceed quota for PoliciesPerRole: 10');
    }
  });

  test('take some seconds to arrive, and to be gone', async () => {
    await makeRole('reader');
    staged.pass(10);
    await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
    expect(may('reader', 'kinesis:GetRecords')).toBe('no-identity-allow');
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('allowed');
    await ask('DetachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
    expect(may('reader', 'kinesis:GetRecords')).toBe('allowed');
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('no-identity-allow');
  });

  test('are bounded by a permissions boundary', async () => {
    await ask('CreatePolicy', { PolicyName: 'edge', PolicyDocument: allow('logs:*') });
    await makeRole('reader', { PermissionsBoundary: `arn:aws:iam::${account}:policy/edge` });
    await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('no-boundary-allow');
    expect(may('reader', 'logs:PutLogEvents')).toBe('allowed');
    await ask('DeleteRolePermissionsBoundary', { RoleName: 'reader' });
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('allowed');
  });
});

describe('managed policies', () => {
  const PolicyArn = `arn:aws:iam::${account}:policy/readers`;

  test('the default version is the one that counts', async () => {
    await ask('CreatePolicy', { PolicyName: 'readers', PolicyDocument: allow('kinesis:GetRecords') });
    await makeRole('reader');
    await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn });
    await ask('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('kinesis:ListShards') });
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('allowed');
    await ask('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v2' });
    staged.pass(10);
    expect(may('reader', 'kinesis:GetRecords')).toBe('no-identity-allow');
    expect(may('reader', 'kinesis:ListShards')).toBe('allowed');
  });

  test('keep at most five versions, and never lose the default one', async () => {
    await ask('CreatePolicy', { PolicyName: 'readers', PolicyDocument: allow('a:b') });
    for (let version = 2; version <= 5; version += 1)
      await ask('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('a:b') });
    expect(await ask('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('a:b') })).toMatch(/up to 5 versions/);
    expect(await ask('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).toMatch(/^DeleteConflictException/);
    expect(await ask('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })).toEqual({});
  });

  test('are not deleted while they hang on a role', async () => {
    await ask('CreatePolicy', { PolicyName: 'readers', PolicyDocument: allow('a:b') });
    await makeRole('reader');
    await ask('AttachRolePolicy', { RoleName: 'reader', PolicyArn });
    expect(await ask('DeletePolicy', { PolicyArn })).toMatch(/^DeleteConflictException/);
    expect(await ask('ListEntitiesForPolicy', { PolicyArn })).toMatchObject({ PolicyRoles: [{ RoleName: 'reader' }] });
  });

  test('AWS manages some, which can be read and not changed', async () => {
    const answer = await ask('GetPolicyVersion', { PolicyArn: kinesisPolicy, VersionId: 'v2' });
    const { Document } = (answer as { PolicyVersion: { Document: string } }).PolicyVersion;
    expect(JSON.parse(decodeURIComponent(Document)).Statement[0].Action).toContain('kinesis:DescribeStreamSummary');
    expect(await ask('DeletePolicy', { PolicyArn: kinesisPolicy })).toMatch(/^AccessDenied/);
  });
});

describe('principals of documents that are kept', () => {
  const arn = `arn:aws:iam::${account}:role/reader`;
  const document = `{ "Version":"2012-10-17",\n  "Statement" : [{"Effect":"Allow","Principal":{"AWS":["${arn}", "arn:aws:iam::111122223333:role/x"]},"Action":"kinesis:*","Resource":"${arn}"}] }`;

  test('come back byte for byte while the role is there, and as its identifier once it was made anew', async () => {
    await makeRole('reader');
    const stored = storePrincipals(staged.world, document);
    expect(stored).toMatch(/\{"AWS":\["AROA[A-Z0-9]+", "arn:aws:iam::111122223333:role\/x"\]\}/);
    expect(showPrincipals(staged.world, stored)).toBe(document);
    await ask('DeleteRole', { RoleName: 'reader' });
    await makeRole('reader');
    expect(showPrincipals(staged.world, stored)).toBe(stored);
  });

  test('must exist, and have arrived', async () => {
    const exists = (principal: string) => principalExists(staged.world, staged.clock, principal);
    expect(exists(arn)).toBe(false);
    await makeRole('reader');
    expect(exists(arn)).toBe(false);
    staged.pass(10);
    expect(exists(arn)).toBe(true);
    expect(exists(`arn:aws:lambda:us-east-1:${account}:function:f`)).toBe(false);
    expect(exists(`arn:aws:iam::${account}:root`)).toBe(true);
  });
});

describe('refusals', () => {
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const user = `User: arn:aws:sts::${account}:assumed-role/reader/s is not authorized to perform: iam:GetRole on resource: role reader`;

  test.each([
    [
      'nothing allows',
      policy({ ...everything, Action: 'iam:List*' }),
      'because no identity-based policy allows the iam:GetRole action',
    ],
    [
      'a statement denies',
      policy(everything, { Effect: 'Deny', Action: 'iam:GetRole', Resource: '*' }),
      'with an explicit deny in an identity-based policy',
    ],
  ])('name who, what, on what and the type of policy where %s', async (_, PolicyDocument, words) => {
    await makeRole('reader');
    await ask('PutRolePolicy', { RoleName: 'reader', PolicyName: 'p', PolicyDocument });
    staged.pass(10);
    expect(await staged.ask(sessionOf('reader'), 'iam:GetRole', { RoleName: 'reader' })).toBe(
      `AccessDenied: ${user} ${words}`,
    );
  });
});
