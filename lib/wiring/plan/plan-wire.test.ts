import { describe, expect, it } from 'vitest';
import { planWire } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  consolePolicy,
  ends,
  evidence,
  known,
  mapping,
  refusedRead,
  roleEvidence,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '../kind/kinesis';
import type { EvidenceFields } from '../projection';
import { defaultSettings, type MappingSettings } from '../setting/settings';
import type { PlanBody } from './plan-wire';

const wireId = 'abcdef012345';
const producer = {
  connectionId: 'p',
  accountId: '999900009999',
  region: 'us-east-1',
  name: 'orders-platform',
  mayChange: true,
};
const consumer = {
  connectionId: 'c',
  accountId: '888800008888',
  region: 'us-east-1',
  name: 'analytics',
  mayChange: true,
};

function plan(
  over: Partial<EvidenceFields> = {},
  options: {
    settings?: MappingSettings;
    roleGrant?: 'managed' | 'least';
    producerMayChange?: boolean;
    at?: typeof ends;
  } = {},
): PlanBody {
  const read = evidence(over);
  const joined = options.at ?? ends;
  return planWire({
    kind: kinesis,
    wireId,
    ends: joined,
    producer: { ...producer, mayChange: options.producerMayChange ?? true },
    consumer,
    evidence: read,
    settings: options.settings ?? defaultSettings,
    roleGrant: options.roleGrant ?? 'managed',
    keyGrant: 'policy',
  });
}

function resourcePolicyOf(body: PlanBody): string {
  const call = body.changes.find((change) => change.call.call === 'kinesis:PutResourcePolicy')?.call;
  return call?.call === 'kinesis:PutResourcePolicy' ? call.policy : '';
}

const calls = (body: PlanBody) => body.changes.map((change) => `${change.id} ${change.glyph} ${change.call.call}`);
const bare = { source: known(source({ policy: absent })), role: roleEvidence({ attached: known([]) }) };

describe('a plan to wire', () => {
  it('after the console’s visual editor is two changes', () => {
    const body = plan();
    expect(calls(body)).toEqual(['1 change kinesis:PutResourcePolicy', '2 add lambda:CreateEventSourceMapping']);
    expect(body.blocked).toBe(false);
  });

  it('from nothing granted at all is three, the rights before the mapping', () => {
    const body = plan(bare);
    expect(calls(body)).toEqual([
      '1 add iam:AttachRolePolicy',
      '2 add kinesis:PutResourcePolicy',
      '3 add lambda:CreateEventSourceMapping',
    ]);
    expect(body.blocked).toBe(false);
  });

  it('with least privilege writes an inline policy on this stream only', () => {
    const [change] = plan(bare, { roleGrant: 'least' }).changes;
    if (change?.call.call !== 'iam:PutRolePolicy') throw new Error('no inline policy');
    expect(JSON.parse(change.call.policy).Statement[0].Resource).toBe(ends.sourceArn);
  });

  it.each([
    ['that only a service’s own call can meet', { StringEquals: { 'aws:SourceAccount': '888800008888' } }],
    ['that has expired', { DateLessThan: { 'aws:CurrentTime': '2025-12-31T00:00:00Z' } }],
  ])('beside a share on a condition %s shares by a statement of ours', (_, Condition) => {
    const shared = JSON.parse(consolePolicy);
    for (const statement of shared.Statement) Object.assign(statement, { Action: 'kinesis:*', Condition });
    const body = plan({ source: known(source({ policy: known(JSON.stringify(shared)) })) });
    const written = JSON.parse(resourcePolicyOf(body)).Statement as { Sid?: string; Action: string[] }[];
    const ours = written.find(({ Sid }) => Sid?.startsWith('Tributary'));
    expect(ours?.Action).toHaveLength(5);
  });

  it('keeps the statement of the console byte for byte and shows only ours as added', () => {
    const [change] = plan().changes;
    if (change?.call.call !== 'kinesis:PutResourcePolicy') throw new Error('no policy');
    const statement = consolePolicy.slice(consolePolicy.indexOf('{"Sid"'), -2);
    expect(change.call.policy).toContain(statement);
    expect(change.diff?.kept.map((kept) => kept.sid)).toEqual(['readOnly']);
    expect(change.diff?.added.map((added) => added.sid)).toEqual([`Tributary${wireId}Read`]);
    expect(change.diff?.removed).toEqual([]);
  });

  it('for a wire that stands is empty', () => {
    const whole = consolePolicy.replace('"Action":[', '"Action":["kinesis:DescribeStream",');
    const body = plan({ source: known(source({ policy: known(whole) })), mapping: known(mapping()) });
    expect(body.changes).toEqual([]);
    expect(body.blocked).toBe(false);
  });

  it('adopts the mapping that exists and changes only the settings that differ', () => {
    const body = plan({ mapping: known(mapping()) }, { settings: { ...defaultSettings, batchSize: 10 } });
    expect(calls(body)).toEqual(['1 change kinesis:PutResourcePolicy', '2 change lambda:UpdateEventSourceMapping']);
  });

  it('is refused when the stream’s policy has no room for the statement, and not a byte sooner', () => {
    const added = resourcePolicyOf(plan()).length - consolePolicy.length;
    const padded = (bytes: number) => consolePolicy.replace('{', `{${' '.repeat(bytes - consolePolicy.length)}`);
    const fits = plan({ source: known(source({ policy: known(padded(20_480 - added)) })) });
    expect(fits.blocked).toBe(false);
    const full = plan({ source: known(source({ policy: known(padded(20_481 - added)) })) });
    expect(full.blocked).toBe(true);
    expect(full.checks).toContainEqual(
      expect.objectContaining({
        id: 'policy-fits',
        state: 'failed',
        cause: expect.objectContaining({ values: { most: 20_480 } }),
      }),
    );
  });

  it('counts the bytes of a policy and not its characters', () => {
    const policy = consolePolicy.replace('sharedThroughputReadAccess', '共'.repeat(7_000));
    expect(plan({ source: known(source({ policy: known(policy) })) }).blocked).toBe(true);
  });

  it('goes on without the role’s half when its policies could not be read', () => {
    const body = plan({ role: roleEvidence({ attached: refusedRead('iam:ListAttachedRolePolicies') }) });
    expect(calls(body)).toEqual(['1 change kinesis:PutResourcePolicy', '2 add lambda:CreateEventSourceMapping']);
    expect(body.blocked).toBe(false);
    expect(body.checks).toContainEqual(expect.objectContaining({ id: 'role-policies-read', state: 'unknown' }));
  });

  it.each<[string, Partial<EvidenceFields>, string]>([
    [
      'whose trust policy does not name Lambda',
      {
        role: roleEvidence({
          role: known({
            uniqueId: 'AROAX',
            createdAt: '',
            boundaryArn: null,
            trustPolicy:
              '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}',
          }),
        }),
      },
      'trusted-by-lambda',
    ],
    [
      'encrypted with the AWS managed key',
      {
        source: known(
          source({
            summary: known({
              openShards: 1,
              retentionHours: 24,
              consumers: 0,
              encryption: { type: 'KMS', keyId: 'alias/aws/kinesis' },
            }),
          }),
        ),
      },
      'readable-encryption',
    ],
    [
      'whose policy does not parse',
      { source: known(source({ policy: known('{"Statement":[') })) },
      'source-policy-read',
    ],
  ])('%s is stopped by a check', (_, over, id) => {
    expect(plan(over).checks).toContainEqual(
      expect.objectContaining({ id, state: expect.stringMatching(/failed|unknown/) }),
    );
  });

  it('never overwrites a policy that does not parse', () => {
    const body = plan({ source: known(source({ policy: known('{"Statement":[') })) });
    expect(calls(body).filter((call) => call.endsWith('ResourcePolicy'))).toEqual([]);
  });

  it('is blocked when an explicit deny stands that no change of ours answers', () => {
    const deny = {
      name: 'deny',
      arn: null,
      document: known('{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kinesis:*","Resource":"*"}}'),
    };
    expect(plan({ role: roleEvidence({ inline: known([deny]) }) }).blocked).toBe(true);
  });

  it('is blocked where the connection is read-only, and says which', () => {
    const body = plan({}, { producerMayChange: false });
    expect(body.blocked).toBe(true);
    expect(body.checks.find((check) => check.id === 'may-change:producer')?.cause?.values).toEqual({
      name: 'orders-platform',
    });
  });

  it('within one account says so', () => {
    const at = { ...ends, sourceArn: ends.sourceArn.replace('999900009999', '888800008888') };
    expect(plan({}, { at }).checks).toContainEqual(expect.objectContaining({ id: 'two-accounts', state: 'failed' }));
  });

  it('changes with its command only what differs of a mapping that exists', () => {
    const body = plan(
      { mapping: known(mapping()) },
      { settings: { ...defaultSettings, batchSize: 10, enabled: false } },
    );
    const update = body.changes.find((change) => change.call.call === 'lambda:UpdateEventSourceMapping');
    expect(update?.command.match(/--[a-z-]+/g)).toEqual(['--uuid', '--batch-size', '--region', '--no-enabled']);
  });

  it('is the same as aws commands that a shell reads back whole', () => {
    const [policy, create] = plan().changes;
    expect(policy?.command).toMatch(/^aws kinesis put-resource-policy/);
    expect(policy?.command).toContain(`--resource-arn ${ends.sourceArn}`);
    expect(create?.command).toContain('--starting-position TRIM_HORIZON');
    expect(create?.command).toContain('--region us-east-1');
  });
});
