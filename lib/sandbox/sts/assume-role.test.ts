import { beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { findCredential } from '../credentials';
import type { Caller } from '../service';
import { assumeAsService } from './assume-as-service';

const home = '888800008888';
const away = '999900009999';
const roleArn = `arn:aws:iam::${home}:role/reader`;

let staged: StagedWorld;
let admin: Caller;

beforeEach(async () => {
  staged = await stageWorld();
  admin = staged.administrator(home);
});

type Trust = { principal?: object; action?: string | string[]; condition?: object };

function trust({ principal = { AWS: `arn:aws:iam::${home}:root` }, action = 'sts:AssumeRole', condition }: Trust = {}) {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition ? { Condition: condition } : {}),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function makeRole(name: string, document: string, more: object = {}) {
  const made = await staged.ask(admin, 'iam:CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: document,
    ...more,
  });
  expect(made).toHaveProperty('Role');
  staged.pass(10);
}

async function allowOn(role: string, action: string) {
  const statement = { Effect: 'Allow', Action: action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  expect(await staged.ask(admin, 'iam:PutRolePolicy', { RoleName: role, PolicyName: 'p', PolicyDocument })).toEqual({});
  staged.pass(10);
}

const assume = (caller: Caller, input: object = {}) =>
  staged.ask(caller, 'sts:AssumeRole', { RoleArn: roleArn, RoleSessionName: 'test', ...input });

async function sessionOf(caller: Caller, input: object = {}): Promise<Caller> {
  const answer = await assume(caller, input);
  const { AccessKeyId } = (answer as { Credentials: { AccessKeyId: string } }).Credentials;
  const found = findCredential(staged.world, AccessKeyId);
  if (!found) throw new Error(String(answer));
  return found.caller;
}

describe('who may assume', () => {
  test('a role that is not there is refused exactly like one that does not trust', async () => {
    await makeRole('reader', trust({ principal: { AWS: `arn:aws:iam::${away}:root` } }));
    const closed = await assume(admin);
    const missing = await assume(admin, { RoleArn: `arn:aws:iam::${home}:role/nobody` });
    expect(closed).toBe(
      `AccessDenied: User: arn:aws:iam::${home}:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
    expect(missing).toBe(String(closed).replace('role/reader', 'role/nobody'));
  });

  test('across accounts both sides must allow', async () => {
    await makeRole('reader', trust({ principal: { AWS: `arn:aws:iam::${away}:root` } }));
    expect(await assume(staged.administrator(away))).toHaveProperty('Credentials');
    expect(await assume(staged.administrator('777700007777'))).toMatch(/^AccessDenied/);
  });

  test.each([
    ['the right one', { ExternalId: 'secret-1' }, true],
    ['another one', { ExternalId: 'secret-2' }, false],
    ['none', {}, false],
  ])('an external ID that is asked for: %s', async (_, input, allowed) => {
    await makeRole('reader', trust({ condition: { StringEquals: { 'sts:ExternalId': 'secret-1' } } }));
    expect(typeof (await assume(admin, input)) === 'object').toBe(allowed);
  });

  test('a role that is seconds old cannot be assumed yet', async () => {
    await staged.ask(admin, 'iam:CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust() });
    expect(await assume(admin)).toMatch(/^AccessDenied/);
    staged.pass(10);
    expect(await assume(admin)).toHaveProperty('Credentials');
  });

  test('tags and a source identity need their own actions in the trust', async () => {
    await makeRole('reader', trust());
    expect(await assume(admin, { Tags: [{ Key: 'a', Value: 'b' }] })).toMatch(/sts:TagSession on resource/);
    expect(await assume(admin, { SourceIdentity: 'someone' })).toMatch(/sts:SetSourceIdentity on resource/);
  });
});

describe('sessions', () => {
  test('carry the role in their ARN and die when their time is over', async () => {
    await makeRole('reader', trust());
    const session = await sessionOf(admin, { DurationSeconds: 900 });
    expect(session.principal).toMatchObject({ arn: `arn:aws:sts::${home}:assumed-role/reader/test` });
    expect((session.session?.expiresAt ?? 0) - staged.clock.now()).toBe(900_000);
  });

  test('are narrowed by a session policy and never widened', async () => {
    await makeRole('reader', trust());
    await allowOn('reader', 'iam:Get*');
    const policy = (Action: string) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const narrow = await sessionOf(admin, { Policy: policy('iam:GetUser') });
    const wide = await sessionOf(admin, { Policy: policy('*') });
    const getRole = { RoleName: 'reader' };
    expect(await staged.ask(narrow, 'iam:GetRole', getRole)).toBe(
      `AccessDenied: User: arn:aws:sts::${home}:assumed-role/reader/test is not authorized to perform: iam:GetRole on resource: role reader because no session policy allows the iam:GetRole action`,
    );
    expect(await staged.ask(wide, 'iam:GetRole', getRole)).toHaveProperty('Role');
    expect(await staged.ask(wide, 'iam:ListRoles')).toMatch(
      /because no identity-based policy allows the iam:ListRoles action$/,
    );
  });

  test('of a role that was made anew have nothing', async () => {
    await makeRole('reader', trust());
    await allowOn('reader', 'iam:*');
    const session = await sessionOf(admin);
    await staged.ask(admin, 'iam:DeleteRolePolicy', { RoleName: 'reader', PolicyName: 'p' });
    await staged.ask(admin, 'iam:DeleteRole', { RoleName: 'reader' });
    await makeRole('reader', trust());
    await allowOn('reader', 'iam:*');
    expect(await staged.ask(session, 'iam:GetRole', { RoleName: 'reader' })).toMatch(/^AccessDenied/);
  });

  test('hand transitive tags and the source identity on when chained', async () => {
    const action = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    await makeRole('reader', trust({ action }));
    await makeRole('second', trust({ action }));
    await allowOn('reader', 'sts:*');
    const tags = {
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'own', Value: 'b' },
      ],
      TransitiveTagKeys: ['team'],
    };
    const first = await sessionOf(admin, { ...tags, SourceIdentity: 'someone' });
    const second = await sessionOf(first, { RoleArn: `arn:aws:iam::${home}:role/second` });
    expect(second.session).toMatchObject({ tags: { team: 'a' }, sourceIdentity: 'someone', chained: true });
  });
});

describe('what a request may ask for', () => {
  test.each([
    [
      'longer than the role allows',
      { DurationSeconds: 7200 },
      'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      'under 15 minutes',
      { DurationSeconds: 60 },
      "ValidationError: 1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'a name with a blank',
      { RoleSessionName: 'a b' },
      "ValidationError: 1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'no role ARN at all',
      { RoleArn: 'arn:aws:s3:::a-bucket-name' },
      'ValidationError: arn:aws:s3:::a-bucket-name is invalid',
    ],
    [
      'the same tag twice',
      {
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: 'Team', Value: 'b' },
        ],
      },
      'ValidationError: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    ['a policy that is none', { Policy: '{' }, 'MalformedPolicyDocumentException: This policy contains invalid Json'],
  ])('%s', async (_, input, refusal) => {
    await makeRole('reader', trust({ action: ['sts:AssumeRole', 'sts:TagSession'] }));
    expect(await assume(admin, input)).toBe(refusal);
  });

  test('chained sessions last an hour at most, whatever the role allows', async () => {
    await makeRole('reader', trust(), { MaxSessionDuration: 43_200 });
    await allowOn('reader', 'sts:AssumeRole');
    const session = await sessionOf(admin, { DurationSeconds: 43_200 });
    expect(await assume(session, { DurationSeconds: 3601 })).toBe(
      'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });

  test('tags that do not fit when packed are refused', async () => {
    await makeRole('reader', trust({ action: ['sts:AssumeRole', 'sts:TagSession'] }));
    const noise = (index: number) =>
      Array.from({ length: 60 }, (_, at) => ((index * 7919 + at * 104729) % 46656).toString(36))
        .join('')
        .slice(0, 200);
    const Tags = Array.from({ length: 40 }, (_, index) => ({ Key: `key-${index}`, Value: noise(index) }));
    expect(await assume(admin, { Tags })).toMatch(
      /^PackedPolicyTooLargeException: Packed policy consumes \d+% of allotted space/,
    );
  });
});

describe('a service that assumes an execution role', () => {
  const lambda = { principal: { Service: 'lambda.amazonaws.com' } };
  const attempt = () => assumeAsService(staged.world, staged.clock, roleArn, 'lambda.amazonaws.com', 'poller');

  test('gets a session of a role that trusts it', async () => {
    await makeRole('reader', trust(lambda));
    expect(attempt().principal).toMatchObject({ type: 'session', roleArn });
  });

  test.each([
    ['does not name the service', trust()],
    ['asks for a source identity', trust({ ...lambda, condition: { StringLike: { 'sts:SourceIdentity': '*' } } })],
    ['asks for an external ID', trust({ ...lambda, condition: { StringEquals: { 'sts:ExternalId': 'x' } } })],
  ])('is refused when the trust policy %s', async (_, document) => {
    await makeRole('reader', document);
    expect(attempt).toThrow('is not authorized to perform: sts:AssumeRole');
  });

  test('is refused while the role is seconds old', async () => {
    await staged.ask(admin, 'iam:CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust(lambda) });
    expect(attempt).toThrow('is not authorized');
    staged.pass(10);
    expect(attempt().accountId).toBe(home);
  });
});
