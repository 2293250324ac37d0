import '@/lib/trial/in-process';

import { createHash } from 'node:crypto';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { createTranslator } from 'next-intl';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { deleteConnection } from '@/lib/store/connections';
import { hubArn, roleArn, StagedRole } from '@/lib/trial/assume-role-trial';
import { type ConnectionCheck, firstFailure } from '@/lib/wiring/connection';
import type { Message } from '@/lib/wiring/message';
import { checkConnection } from '../check-connection';
import { createConnection } from '../create-connection';
import { removeConnection } from '../remove-connection';
import { updateConnection } from '../update-connection';

// Dozens of whole checks in a row would wait for IAM's rate most of the time.
vi.mock(import('@/lib/aws/session/rate-limit'), async (original) => ({ ...(await original()), bucketOf: () => null }));

let staged: StagedRole;
/** Whether a test left something wrong on purpose. */
let isRight = true;

beforeAll(async () => {
  staged = await StagedRole.open();
});

afterAll(() => staged.close());

afterEach(async () => {
  if (!isRight) await staged.makeRight();
  isRight = true;
});

async function examined(id = staged.connection.id): Promise<ConnectionCheck[]> {
  const { checks } = await checkConnection(id);
  for (const said of checks.flatMap(saidBy)) translated(said);
  return checks;
}

function saidBy({ title, cause, facts = [], remaining = [], fix }: ConnectionCheck): Message[] {
  const optional = [cause, fix].filter((said) => said !== undefined);
  return [title, ...optional, ...facts, ...remaining.flatMap((one) => [one.cause, one.tell])];
}

/** Every sentence has its words in both languages, and every value that they speak of. */
function translated({ key, values }: Message): string {
  const [text] = [catalogues.en, catalogues.ja].map((messages) => {
    const onError = (error: Error) => {
      throw error;
    };
    const t = createTranslator({ locale: 'en', messages, onError });
    return t(key as Parameters<typeof t>[0], values as Parameters<typeof t>[1]);
  });
  return text ?? '';
}

const failed = (checks: ConnectionCheck[]) => checks.filter(({ state }) => state === 'failed').map(({ id }) => id);

const externalId = (id: string) => staged.conditions({ StringEquals: { 'sts:ExternalId': id } });
const setTrust = (change: () => object) => () => staged.trust({ ...change() });

type Row = [
  sentence: string,
  wrong: () => Promise<unknown>,
  row: string,
  cause: string,
  /** What to do where the fix is no command of IAM. */
  mend?: () => Promise<unknown>,
];

const inRole = (AWS: string | string[]) => setTrust(() => ({ Principal: { AWS } }));
const condition = (operator: string, key: string, value: unknown) =>
  setTrust(() =>
    staged.conditions({
      [operator]: {
        ...(operator === 'StringEquals' ? { 'sts:ExternalId': staged.connection.externalId } : {}),
        [key]: value,
      },
    }),
  );

const nothing = { Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' };
const surroundings = () => staged.stage.practice.surroundings;
const hub = () => staged.stage.practice.hub;
/** Text that packs badly, the same each time. */
const noise = (at: number) => createHash('sha256').update(String(at)).digest('base64url').slice(0, 20);

const rows: Row[] = [
  [
    'the role was never made',
    () =>
      staged.paste(
        'aws iam delete-role-policy --role-name examined --policy-name tributary\naws iam delete-role --role-name examined',
      ),
    'role-exists',
    'noRole',
  ],
  [
    'the role is at another path',
    () => updateConnection(staged.connection.id, { roleArn: roleArn.replace('/tributary/', '/tributary/other/') }),
    'role-exists',
    'otherPath',
    () => updateConnection(staged.connection.id, { roleArn }),
  ],
  ['the trust policy names another account', inRole('arn:aws:iam::123412341234:root'), 'trust', 'trustNamesOther'],
  [
    'the trust policy names the hub’s role as it was before it was made anew',
    async () => {
      await staged.trust({ Principal: { AWS: hubArn } });
      await staged.remakeHub();
    },
    'trust',
    'trustDead',
  ],
  [
    'the trust policy allows something else',
    setTrust(() => ({ Action: 'sts:TagSession' })),
    'trust',
    'trustLacksAction',
  ],
  [
    'the trust policy asks for another external ID',
    setTrust(() => externalId('b3d1f0a2-6c0e-4f0e-9a55-0f6b1c2d3e4f')),
    'external-id',
    'otherExternalId',
  ],
  [
    'the trust policy asks for no external ID',
    setTrust(() => ({ Condition: { ArnEquals: { 'aws:PrincipalArn': hubArn } } })),
    'external-id',
    'noExternalId',
  ],
  [
    'the trust policy takes any external ID',
    setTrust(() => ({ Condition: { StringLike: { 'sts:ExternalId': '*' } } })),
    'external-id',
    'anyExternalId',
  ],
  [
    'the trust policy pins another role of the hub',
    condition('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::777700007777:role/old-hub'),
    'conditions',
    'conditionPrincipalArn',
  ],
  [
    'the trust policy asks for another session name',
    condition('StringLike', 'sts:RoleSessionName', 'audit-*'),
    'conditions',
    'conditionSessionName',
  ],
  [
    'the trust policy asks for MFA',
    condition('Bool', 'aws:MultiFactorAuthPresent', 'true'),
    'conditions',
    'conditionMfa',
  ],
  [
    'the trust policy asks for a source identity',
    condition('StringLike', 'sts:SourceIdentity', '*@example.com'),
    'conditions',
    'conditionSourceIdentity',
  ],
  [
    'the trust policy asks for an address',
    condition('IpAddress', 'aws:SourceIp', '10.0.0.0/8'),
    'conditions',
    'conditionSourceIp',
  ],
  [
    'the trust policy asks for an organization',
    condition('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    'conditions',
    'conditionOrganization',
  ],
  [
    'the trust policy asks for a Region',
    condition('StringEquals', 'aws:RequestedRegion', 'eu-west-1'),
    'conditions',
    'conditionFails',
  ],
  [
    'the trust policy denies the hub beside allowing it',
    () => staged.trust({}, { Effect: 'Deny', Principal: { AWS: hubArn }, Action: 'sts:AssumeRole' }),
    'conditions',
    'trustDenies',
  ],
  ['the hub’s policies do not allow AssumeRole', () => staged.remakeHub(nothing), 'hub-may-assume', 'hubMayNot'],
  [
    'a policy of the hub denies AssumeRole',
    () => staged.hubPolicy('denial', { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: roleArn }),
    'hub-may-assume',
    'hubDenied',
  ],
  [
    'the hub’s permissions boundary leaves AssumeRole out',
    () => bound('iam:*'),
    'hub-may-assume',
    'hubBounded',
    () => bound('*'),
  ],
  [
    'the hub’s session hands tags on, and the trust policy does not allow that',
    async () => {
      await staged.trust({ Action: 'sts:AssumeRole' });
      await staged.hubSession({ Tags: [{ Key: 'team', Value: 'data' }], TransitiveTagKeys: ['team'] });
    },
    'tag-session',
    'tagsRefused',
  ],
  [
    'the hub’s session has a source identity, and the trust policy does not allow that',
    async () => {
      await staged.trust({ Action: 'sts:AssumeRole' });
      await staged.hubSession({ SourceIdentity: 'ada@example.com' });
    },
    'tag-session',
    'tagsRefused',
  ],
  [
    'a service control policy forbids it',
    async () => staged.stage.practice.faults.add({ id: 'scp', kind: 'deny', service: 'sts', operation: 'AssumeRole' }),
    'organization',
    'scpForbids',
    async () => staged.stage.practice.faults.clear(),
  ],
  [
    'the account is barred from everything',
    async () => {
      const services = ['kinesis', 'dynamodb', 'kms', 'lambda', 'iam', 'logs', 'monitoring'];
      for (const service of services) {
        staged.stage.practice.faults.add({ id: service, kind: 'deny', service, accountId: '888800008888' });
      }
    },
    'account-barred',
    'accountBarred',
    async () => staged.stage.practice.faults.clear(),
  ],
  [
    'tags that are handed on leave no room for the session policy',
    () => {
      const Tags = Array.from({ length: 40 }, (_, at) => ({ Key: `key-${at}`, Value: noise(at) }));
      return staged.hubSession({ Tags, TransitiveTagKeys: Tags.map(({ Key }) => Key) });
    },
    'session-length',
    'packedTooLarge',
    () => staged.hubSession(),
  ],
  [
    'STS is not activated in the Region',
    async () => surroundings().switchSts('888800008888', 'us-east-1', false),
    'region:us-east-1',
    'stsRegionDisabled',
    async () => surroundings().switchSts('888800008888', 'us-east-1', true),
  ],
  [
    'a Region of the connection is off in its account',
    () => updateConnection(staged.connection.id, { regions: ['us-east-1', 'eu-south-1'] }),
    'region:eu-south-1',
    'regionOff',
    () => updateConnection(staged.connection.id, { regions: ['us-east-1'] }),
  ],
  [
    'the first Region of the connection is off in the hub’s account',
    () => updateConnection(staged.connection.id, { regions: ['eu-south-1', 'us-east-1'] }),
    'region:eu-south-1',
    'hubRegionOff',
    () => updateConnection(staged.connection.id, { regions: ['us-east-1'] }),
  ],
  [
    'the server’s clock is behind',
    async () => surroundings().setClock(10 * 60_000),
    'clock',
    'clockSkewed',
    async () => surroundings().setClock(0),
  ],
  [
    'the server’s clock is ahead',
    async () => surroundings().setClock(-10 * 60_000),
    'clock',
    'clockSkewed',
    async () => surroundings().setClock(0),
  ],
  [
    'the server’s secret is another one’s',
    async () => Object.assign(staged.stage.practice, { hub: { ...hub(), secretAccessKey: 'x'.repeat(40) } }),
    'hub-identity',
    'hubSecretWrong',
    () => staged.hubSession(),
  ],
  [
    'the server’s key is gone',
    async () => Object.assign(staged.stage.practice, { hub: { ...hub(), accessKeyId: 'ASIAGONE000000000000' } }),
    'hub-identity',
    'hubKeyUnknown',
    () => staged.hubSession(),
  ],
  [
    'the server’s session has expired',
    async () => staged.stage.practice.faults.add({ id: 'over', kind: 'expired', service: 'sts' }),
    'hub-identity',
    'hubExpired',
    async () => staged.stage.practice.faults.clear(),
  ],
];

async function bound(Action: string): Promise<void> {
  const PolicyArn = 'arn:aws:iam::777700007777:policy/hub-boundary';
  const statement = { Effect: 'Allow', Action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const known = await staged.hubIam
    .send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
    .catch(() => null);
  if (known) return;
  await staged.hubIam.send(new CreatePolicyCommand({ PolicyName: 'hub-boundary', PolicyDocument }));
  await staged.hubIam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'hub', PermissionsBoundary: PolicyArn }));
}

test.each(rows)('%s: it is named, alone, and its fix mends it', async (_, wrong, row, cause, mend) => {
  isRight = false;
  await wrong();
  const checks = await examined();
  const found = firstFailure(checks);
  expect({ failed: failed(checks), cause: found?.cause?.key }).toEqual({
    failed: [row],
    cause: `doctor.cause.${cause}`,
  });
  expect(found?.fix).toBeDefined();
  await (mend ? mend() : staged.paste(found?.fix?.command ?? ''));
  const after = await examined();
  expect(after.filter(({ state }) => state !== 'passed' && state !== 'optional')).toEqual([]);
  isRight = row !== 'hub-may-assume' && !row.startsWith('tag') && row !== 'trust';
});

test('AWS’s words stand beside a cause that they do not name', async () => {
  isRight = false;
  await staged.trust(externalId('another'));
  const checks = await examined();
  const found = firstFailure(checks);
  expect(found?.cause?.values).toMatchObject({ wanted: 'another', sent: staged.connection.externalId });
  expect(found?.evidence).toContain('"sts:ExternalId":"another"');
  expect(checks.find(({ id }) => id === 'assume-role')).toMatchObject({
    state: 'skipped',
    evidence: `User: arn:aws:sts::777700007777:assumed-role/hub/tributary is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  });
});

test('two things that are wrong at once are both shown, and the first is the cause', async () => {
  isRight = false;
  const both = {
    StringEquals: { 'sts:ExternalId': 'another' },
    ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::777700007777:role/x' },
  };
  await staged.trust({ Condition: both });
  const checks = await examined();
  expect(failed(checks)).toEqual(['external-id', 'conditions']);
  await staged.paste(firstFailure(checks)?.fix?.command ?? '');
  expect(failed(await examined())).toEqual([]);
});

test('where nothing can be read in the account, the causes that remain are ranked, and none is claimed', async () => {
  await deleteConnection('practice-producer');
  const lone = 'arn:aws:iam::999900009999:role/tributary/lone';
  const { id } = await createConnection({ name: 'lone', roleArn: lone, regions: ['us-east-1'], mode: 'read-only' });
  const checks = await examined(id);
  await removeConnection(id);
  const left = firstFailure(checks);
  expect(failed(checks)).toEqual(['assume-role']);
  expect(left?.cause).toMatchObject({ key: 'doctor.cause.assumeRefused', values: { count: 5 } });
  expect(left?.remaining?.map((one) => one.cause.key.split('.')[2])).toEqual([
    'noRole',
    'trust',
    'externalId',
    'conditions',
    'organization',
  ]);
  expect(left?.fix?.command).toMatch(/^aws iam get-role --role-name lone /);
  expect(checks.find((check) => check.id === 'hub-may-assume')).toMatchObject({ state: 'passed' });
  for (const row of ['role-exists', 'trust', 'external-id', 'conditions'])
    expect(checks.find((check) => check.id === row)).toMatchObject({ state: 'unknown' });
});

test('a hub that may not read its own policies is one more cause, with the command that asks IAM', async () => {
  isRight = false;
  await staged.hubPolicy('assume', { Effect: 'Allow', Action: 'iam:GetRole', Resource: hubArn });
  await staged.trust({});
  const checks = await examined();
  const own = checks.find((check) => check.id === 'hub-may-assume');
  expect(own).toMatchObject({ state: 'unknown', cause: { key: 'doctor.cause.hubUnread' } });
  expect(own?.evidence).toContain('is not authorized to perform: iam:List');
  expect(own?.fix?.command).toContain(`aws iam simulate-principal-policy --policy-source-arn ${hubArn}`);
  const left = firstFailure(checks)?.remaining?.map((one) => one.cause.key.split('.')[2]);
  expect(left).toEqual(['hub', 'young', 'organization']);
});

test('role chaining, the role’s limit, the clock and the room for policies are measured', async () => {
  isRight = false;
  await staged.paste('aws iam update-role --role-name examined --max-session-duration 7200');
  surroundings().setClock(40_000);
  const checks = await examined();
  const facts = (id: string) =>
    checks
      .find((check) => check.id === id)
      ?.facts?.map(translated)
      .join(' ') ?? '';
  expect(failed(checks)).toEqual([]);
  expect(facts('session-length')).toMatch(/3,600 seconds and renews.*role chaining.*7,200 seconds.*\d+ %/);
  expect(facts('clock')).toMatch(/(3|4)\d seconds behind/);
});
