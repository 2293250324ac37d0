import { describe, expect, it } from 'vitest';
import { mergeStatements } from '@/lib/policy/merge';
import { type Ends, judge, planRemoval, planWire, type SeedPlan, statementsOn } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  ends as base,
  customerKey,
  encryptedSummary,
  evidence,
  known,
  managedPolicy,
  mapping,
  refusedRead,
  roleEvidence,
  rootOnly,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { type Call, calls } from '../call/calls';
import { withOutputs } from '../call/outputs';
import { kinesisFanout } from '../kind/kinesis-fanout';
import type { EvidenceFields } from '../projection';
import type { RegisteredConsumer } from '../resource/kinesis';
import { futureConsumerArn } from '../resource/kinesis-arn';
import type { Key } from '../resource/kms';
import { defaultSettings } from '../setting/settings';
import type { PlanBody } from './plan-wire';

const wireId = 'abcdef012345';
const consumerArn = `${base.sourceArn}/consumer/efo:1706616477`;
const olderArn = `${base.sourceArn}/consumer/efo:1600000000`;
const registered = (over: Partial<RegisteredConsumer> = {}): RegisteredConsumer => ({
  is: 'kinesis-consumer',
  arn: consumerArn,
  name: 'efo',
  status: 'ACTIVE',
  createdAt: '2026-02-09T05:02:00.000Z',
  policy: absent,
  ...over,
});

const side = (connectionId: string, accountId: string) => ({
  connectionId,
  accountId,
  region: 'us-east-1',
  name: connectionId,
  mayChange: true,
});

const unregistered: Ends = { ...base, consumer: { name: 'efo', arn: null } };
const registeredEnds: Ends = { ...base, consumer: { name: 'efo', arn: consumerArn } };

function plan(ends: Ends, read: EvidenceFields, over: Partial<SeedPlan> = {}): PlanBody {
  return planWire({
    kind: kinesisFanout,
    wireId,
    ends,
    producer: side('p', '999900009999'),
    consumer: side('c', '888800008888'),
    evidence: read,
    settings: defaultSettings,
    roleGrant: 'managed',
    keyGrant: 'policy',
    ...over,
  });
}

const steps = (body: PlanBody) =>
  body.changes.map(({ call }) => `${call.call}${onConsumer(call) ? ' (consumer)' : ''}`);
const onConsumer = (call: Call) => 'resourceArn' in call && call.resourceArn.includes('/consumer/');
const callOf = <Name extends Call['call']>(body: PlanBody, name: Name) =>
  body.changes.find(({ call }) => call.call === name)?.call as Extract<Call, { call: Name }> | undefined;

const nothing = evidence({
  source: known(source({ policy: absent })),
  role: roleEvidence({ attached: known([]) }),
});
const encrypted = (key: Partial<Key> = {}) => ({
  summary: known(encryptedSummary),
  key: known({ ...customerKey, ...key }),
});

describe('a fan-out wire from nothing', () => {
  it('registers first, opens both policies, gives the role what the managed policy lacks, then maps', () => {
    const body = plan(unregistered, nothing);
    expect(steps(body)).toEqual([
      'kinesis:RegisterStreamConsumer',
      'iam:AttachRolePolicy',
      'iam:PutRolePolicy',
      'kinesis:PutResourcePolicy',
      'kinesis:PutResourcePolicy (consumer)',
      'lambda:CreateEventSourceMapping',
    ]);
    expect(body.blocked).toBe(false);
    const inline = JSON.parse(callOf(body, 'iam:PutRolePolicy')?.policy ?? '');
    expect(inline.Statement).toEqual([
      {
        Sid: 'EfoConsumer',
        Effect: 'Allow',
        Action: ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'],
        Resource: `${base.sourceArn}/consumer/efo*`,
      },
    ]);
  });

  it('says what the registration costs before it is made, by the shards there are', () => {
    expect(plan(unregistered, nothing).costs).toEqual([{ key: 'cost.registered-consumer', values: { shards: 1 } }]);
  });

  it('says no cost of a registration that nobody can make', () => {
    expect(plan(unregistered, nothing, { producer: null }).costs).toEqual([]);
  });

  it.each([
    [19, 'PROVISIONED', 'passed'],
    [20, 'PROVISIONED', 'failed'],
    [20, 'ON_DEMAND', 'unknown'],
    [50, 'ON_DEMAND', 'failed'],
  ] as const)('beside %i consumers of a stream that is %s is %s', (count, mode, state) => {
    const consumers = Array.from({ length: count }, (_, index) => registered({ name: `other-${index}` }));
    const full = source({ policy: absent, mode, consumers: known(consumers) });
    const body = plan(unregistered, { ...nothing, source: known(full) });
    expect(body.checks.find(({ id }) => id === 'consumer-room')?.state).toBe(state);
    expect(body.blocked).toBe(state === 'failed');
  });

  it('writes the ARN with its epoch once AWS has given it', () => {
    const body = plan(unregistered, nothing);
    const planned = futureConsumerArn(base.sourceArn, 'efo');
    const change = body.changes[0];
    if (!change) throw new Error('no registration');
    const steps = [{ change, result: { consumerArn } }];
    const put = body.changes.find(({ call }) => onConsumer(call))?.call;
    const create = callOf(body, 'lambda:CreateEventSourceMapping');
    if (put?.call !== 'kinesis:PutResourcePolicy' || !create) throw new Error('no policy on the consumer');
    expect(put.resourceArn).toBe(planned);
    const now = withOutputs(calls, put, steps);
    expect(now.resourceArn).toBe(consumerArn);
    expect(JSON.parse(now.policy).Statement[0].Resource).toBe(consumerArn);
    expect(withOutputs(calls, create, steps).sourceArn).toBe(consumerArn);
  });

  it('names the stream that the mapping reads, not the consumer it reads through', () => {
    const mapped = plan(unregistered, nothing).changes.find(
      ({ call }) => call.call === 'lambda:CreateEventSourceMapping',
    );
    const names = { stream: 'kds-sharing-example1' };
    expect([mapped?.title.values, mapped?.undo.values]).toMatchObject([names, names]);
  });

  it('is one script in which a shell carries the new ARN', () => {
    const body = plan(unregistered, nothing);
    const [register, , , , policy, create] = body.changes.map(({ command }) => command);
    expect(register).toMatch(/^CONSUMER_ARN=\$\(aws kinesis register-stream-consumer/);
    expect(policy).toContain('--resource-arn "$CONSUMER_ARN"');
    expect(policy).toContain(`"Resource": "'"$CONSUMER_ARN"'"`);
    expect(create).toContain('--event-source-arn "$CONSUMER_ARN"');
  });
});

describe('a consumer that is there already', () => {
  const withConsumer = (over: Partial<RegisteredConsumer> = {}, more: Partial<EvidenceFields> = {}) =>
    evidence({ source: known(source({ policy: absent, consumers: known([registered(over)]) })), ...more });

  it('is adopted', () => {
    const body = plan(registeredEnds, withConsumer());
    expect(steps(body)).not.toContain('kinesis:RegisterStreamConsumer');
    expect(body.keeps).toContainEqual({
      key: 'keeps.consumer',
      values: { consumer: 'efo', stream: 'kds-sharing-example1' },
    });
    expect(body.costs).toEqual([]);
  });

  it('to which another mapping subscribes blocks the plan, and says which', () => {
    const rival = mapping({ uuid: 'aaaa', functionArn: `${base.functionArn}-other`, sourceArn: consumerArn });
    const body = plan(registeredEnds, withConsumer({}, { rivals: known([rival]) }));
    expect(body.blocked).toBe(true);
    expect(body.checks.find(({ id }) => id === 'consumer-unshared')?.cause?.values).toMatchObject({
      function: rival.functionArn,
      uuid: 'aaaa',
    });
  });

  it('that was registered again gets the wire moved to it: the dead mapping goes, a new one comes', () => {
    const read = withConsumer({}, { mapping: known(mapping({ sourceArn: olderArn })) });
    const body = plan(registeredEnds, read);
    expect(callOf(body, 'lambda:DeleteEventSourceMapping')?.sourceArn).toBe(olderArn);
    expect(callOf(body, 'lambda:CreateEventSourceMapping')?.sourceArn).toBe(consumerArn);
    expect(steps(body).slice(-2)).toEqual(['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping']);
    expect(body.blocked).toBe(false);
  });

  it('that could not be listed leaves the verdict unknown and registers nothing', () => {
    const consumers = refusedRead('kinesis:ListStreamConsumers');
    const read = evidence({ source: known(source({ consumers })) });
    expect(judge(kinesisFanout, unregistered, read).find(({ need }) => need.id === 'consumer-registered')?.state).toBe(
      'unknown',
    );
    expect(steps(plan(unregistered, read))).not.toContain('kinesis:RegisterStreamConsumer');
  });

  it.each([
    ['names it with its epoch may mean it', consumerArn, 'unknown'],
    ['names another lacks it', `${base.sourceArn}/consumer/other:1706616477`, 'missing'],
    ['names it by a pattern allows it', `${base.sourceArn}/consumer/efo*`, 'met'],
  ])('that could not be listed: a role’s policy which %s', (_, Resource, state) => {
    const Statement = { Effect: 'Allow', Action: 'kinesis:SubscribeToShard', Resource };
    const document = known(JSON.stringify({ Version: '2012-10-17', Statement }));
    const read = evidence({
      source: known(source({ consumers: refusedRead('kinesis:ListStreamConsumers') })),
      role: roleEvidence({ attached: known([]), inline: known([{ name: 'theirs', arn: null, document }]) }),
    });
    const verdict = judge(kinesisFanout, unregistered, read).find(
      ({ need: { id } }) => id === 'consumer:identity-policy:kinesis:SubscribeToShard',
    );
    expect(verdict?.state).toBe(state);
    expect(verdict?.unread?.action).toBe(state === 'unknown' ? 'kinesis:ListStreamConsumers' : undefined);
  });
});

describe('a stream under a customer managed key', () => {
  const ends = unregistered;
  const read = (key: Partial<Key> = {}, role = roleEvidence({ attached: known([]) })) =>
    evidence({ source: known(source({ policy: absent, ...encrypted(key) })), role });
  const decrypts = (body: EvidenceFields) =>
    judge(kinesisFanout, ends, body).flatMap(({ need, state }) => (need.row === 'kms:Decrypt' ? [state] : []));

  it('is opened by a statement that holds for this stream through Kinesis only', () => {
    const policy = callOf(plan(ends, read()), 'kms:PutKeyPolicy')?.policy ?? '';
    const statements = JSON.parse(policy).Statement;
    expect(statements[0]).toEqual(JSON.parse(rootOnly).Statement[0]);
    expect(statements[1]).toMatchObject({
      Sid: `Tributary${wireId}Decrypt`,
      Principal: { AWS: base.roleArn },
      Action: 'kms:Decrypt',
      Condition: {
        StringEquals: {
          'kms:ViaService': 'kinesis.us-east-1.amazonaws.com',
          'kms:EncryptionContext:aws:kinesis:arn': base.sourceArn,
        },
      },
    });
  });

  it('is opened by a grant when that was chosen, and the key policy stays', () => {
    const body = plan(ends, read(), { keyGrant: 'grant' });
    expect(steps(body)).not.toContain('kms:PutKeyPolicy');
    expect(callOf(body, 'kms:CreateGrant')?.grant).toEqual({
      name: `Tributary-${wireId}`,
      granteePrincipal: base.roleArn,
      operations: ['Decrypt'],
      encryptionContext: { 'aws:kinesis:arn': base.sourceArn },
    });
  });

  it('gives the role the other half beside the managed policy', () => {
    const inline = JSON.parse(callOf(plan(ends, read()), 'iam:PutRolePolicy')?.policy ?? '');
    expect(inline.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['EfoConsumer', 'DecryptStream']);
    expect(inline.Statement[1].Resource).toBe(customerKey.arn);
  });

  const account = 'arn:aws:iam::888800008888:root';
  const perimeter = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    },
  });
  const decrypting = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'DecryptStream', Effect: 'Allow', Action: 'kms:Decrypt', Resource: customerKey.arn }],
  });
  const grant = {
    id: 'g1',
    name: null,
    granteePrincipal: base.roleArn,
    operations: ['Decrypt'],
    encryptionContext: {},
  };
  it.each<[string, Partial<Key>, string]>([
    ['nobody let in', {}, 'missing'],
    ['a grant for the role', { grants: known([grant]) }, 'met'],
    [
      'a grant for another stream',
      { grants: known([{ ...grant, encryptionContext: { 'aws:kinesis:arn': 'arn:other' } }]) },
      'missing',
    ],
    ['a grant for the role’s whole account', { grants: known([{ ...grant, granteePrincipal: account }]) }, 'met'],
    [
      'a grant for another account',
      { grants: known([{ ...grant, granteePrincipal: account.replace('8', '1') }]) },
      'missing',
    ],
    ['a grant and a deny outside an organization', { grants: known([grant]), policy: known(perimeter) }, 'depends'],
    ['a grant that does not decrypt', { grants: known([{ ...grant, operations: ['DescribeKey'] }]) }, 'missing'],
    ['grants that may not be listed', { grants: refusedRead('kms:ListGrants') }, 'unknown'],
    ['a policy that may not be read', { policy: refusedRead('kms:GetKeyPolicy') }, 'unknown'],
  ])('with %s is %s on the key’s side', (_, key, state) => {
    expect(decrypts(read(key))[0]).toBe(state);
  });

  it.each([
    ['Disabled', 'verdict.key-disabled'],
    ['PendingDeletion', 'verdict.key-pending-deletion'],
    ['Unavailable', 'verdict.key-state'],
  ])('that is %s blocks the plan and says so', (state, because) => {
    const body = plan(ends, read({ state }));
    expect(body.blocked).toBe(true);
    expect(body.checks.find(({ id }) => id === 'readable-encryption')?.cause?.key).toBe(because);
  });

  it('that AWS manages blocks the plan', () => {
    const body = plan(ends, read({ manager: 'AWS' }));
    expect(body.checks.find(({ id }) => id === 'readable-encryption')?.state).toBe('failed');
    expect(body.blocked).toBe(true);
  });

  it('keeps the key that older records are under in the role’s policy', () => {
    const former = `${customerKey.arn.slice(0, -4)}0000`;
    const body = plan({ ...ends, formerKeyArns: [former] }, read());
    const inline = JSON.parse(callOf(body, 'iam:PutRolePolicy')?.policy ?? '');
    expect(inline.Statement[1].Resource).toEqual([customerKey.arn, former]);
  });

  it('keeps it, too, once the stream is not encrypted any more', () => {
    const former = `${customerKey.arn.slice(0, -4)}0000`;
    const body = plan({ ...unregistered, formerKeyArns: [former] }, nothing);
    const inline = JSON.parse(callOf(body, 'iam:PutRolePolicy')?.policy ?? '');
    expect(inline.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['EfoConsumer']);
    const standing = roleEvidence({
      attached: known([managedPolicy]),
      inline: known([{ name: `Tributary-${wireId}`, arn: null, document: known(decrypting) }]),
    });
    const again = plan({ ...unregistered, formerKeyArns: [former] }, { ...nothing, role: standing });
    expect(JSON.parse(callOf(again, 'iam:PutRolePolicy')?.policy ?? '').Statement[1].Resource).toBe(former);
  });

  it('that it was moved to is told from one that was never opened', () => {
    const Statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: `${customerKey.arn.slice(0, -4)}0000` };
    const document = known(JSON.stringify({ Version: '2012-10-17', Statement }));
    const role = roleEvidence({ inline: known([{ name: 'decrypt', arn: null, document }]) });
    const onKey = judge(kinesisFanout, ends, read({}, role)).find(
      ({ need }) => need.id === 'producer:key-policy:kms:Decrypt',
    );
    expect(onKey?.because).toMatchObject({ key: 'verdict.key-changed', values: { key: customerKey.arn } });
  });

  it('that lets the role in under a condition which nobody knows depends on it, whatever other key the role may use', () => {
    const Statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: `${customerKey.arn.slice(0, -4)}0000` };
    const document = known(JSON.stringify({ Version: '2012-10-17', Statement }));
    const role = roleEvidence({ inline: known([{ name: 'decrypt', arn: null, document }]) });
    const conditional = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: base.roleArn },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
      },
    });
    expect(decrypts(read({ policy: known(conditional) }, role))[0]).toBe('depends');
  });

  it('does not name again who is gone, because AWS would refuse the policy', () => {
    const dead = mergeStatements(rootOnly, [
      {
        sid: 'Old',
        statement: {
          Effect: 'Allow',
          Principal: { AWS: 'AROAEXAMPLEEXAMPLE009' },
          Action: 'kms:Decrypt',
          Resource: '*',
        },
      },
    ]);
    const body = plan(ends, read({ policy: known(dead.ok ? dead.text : '') }));
    expect(callOf(body, 'kms:PutKeyPolicy')?.policy).not.toContain('AROAEXAMPLEEXAMPLE009');
    expect(body.changes.find(({ call }) => call.call === 'kms:PutKeyPolicy')?.notes).toEqual([
      { key: 'note.dead-principals', values: { count: 1, principals: 'AROAEXAMPLEEXAMPLE009' } },
    ]);
  });
});

describe('taking a fan-out wire away', () => {
  const ends = registeredEnds;
  const there = evidence({
    source: known(source({ policy: absent, consumers: known([registered()]), ...encrypted() })),
  });
  const written = (part: 'source' | 'via') => {
    const merged = mergeStatements(
      null,
      statementsOn(kinesisFanout, ends, there, wireId, part).map((statement) => ({ sid: statement.Sid, statement })),
    );
    return known(merged.ok ? merged.text : '');
  };
  const [decrypt] = statementsOn(kinesisFanout, ends, there, wireId, 'key');
  const keyPolicy = mergeStatements(rootOnly, [{ sid: `Tributary${wireId}Decrypt`, statement: decrypt ?? {} }]);
  const whole = evidence({
    source: known(
      source({
        policy: written('source'),
        consumers: known([registered({ policy: written('via') })]),
        ...encrypted({ policy: known(keyPolicy.ok ? keyPolicy.text : '') }),
      }),
    ),
    role: roleEvidence({ attached: known([managedPolicy]) }),
    mapping: known(mapping({ sourceArn: consumerArn })),
  });
  const remove = (registeredByUs: string[], ofConsumer = 0, read = whole) =>
    planRemoval({
      kind: kinesisFanout,
      wireId,
      ends,
      producer: side('p', '999900009999'),
      consumer: side('c', '888800008888'),
      evidence: read,
      attachedByUs: [],
      registeredByUs,
      wiresOfRole: [],
      otherReaders: { ofRole: ofConsumer, ofSource: 0, ofConsumer },
    });

  it('goes mapping, consumer policy, consumer, stream policy, key', () => {
    const body = remove([consumerArn]);
    expect(steps(body)).toEqual([
      'lambda:DeleteEventSourceMapping',
      'kinesis:DeleteResourcePolicy (consumer)',
      'kinesis:DeregisterStreamConsumer',
      'kinesis:DeleteResourcePolicy',
      'kms:PutKeyPolicy',
    ]);
    expect(callOf(body, 'kms:PutKeyPolicy')?.policy).toBe(rootOnly);
  });

  it.each<[string, RegisteredConsumer['policy'], string]>([
    ['could not be read', refusedRead('kinesis:GetResourcePolicy'), 'keeps.consumer-unread'],
    ['does not parse', known('{"Statement":['), 'keeps.consumer-unparsed'],
  ])('says that a consumer’s policy which %s stays as it is', (_, policy, key) => {
    const consumers = known([registered({ policy })]);
    const read = evidence({ source: known(source({ consumers })) });
    expect(remove([consumerArn], 0, read).keeps).toContainEqual({
      key,
      values: { consumer: 'efo', stream: 'kds-sharing-example1' },
    });
  });

  it.each<[string, string[], number, string]>([
    ['that somebody else registered', [], 0, 'keeps.consumer-of-others'],
    ['that another mapping reads through', [consumerArn], 1, 'keeps.consumer-in-use'],
  ])('leaves a consumer %s, and says so', (_, ours, readers, key) => {
    const body = remove(ours, readers);
    expect(steps(body)).not.toContain('kinesis:DeregisterStreamConsumer');
    expect(body.keeps.map((said) => said.key)).toContain(key);
  });
});
