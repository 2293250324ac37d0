import { describe, expect, it } from 'vitest';
import { mergeStatements } from '@/lib/policy/merge';
import { type OtherReaders, planRemoval, statementsOn } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  consolePolicy,
  customerKey,
  encryptedSummary,
  ends,
  evidence,
  known,
  managedPolicy,
  mapping,
  refusedRead,
  roleEvidence,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '../kind/kinesis';
import type { EvidenceFields } from '../projection';
import type { Read } from '../read';
import type { Role } from '../resource/iam';
import type { Stream } from '../resource/kinesis';
import type { Key } from '../resource/kms';
import type { Mapping } from '../resource/lambda';
import type { Chosen } from '../view';

const wireId = 'abcdef012345';
const nobody: OtherReaders = { ofRole: 0, ofSource: 0, ofConsumer: 0 };
const side = (accountId: string, name: string) => ({
  connectionId: name,
  accountId,
  region: 'us-east-1',
  name,
  mayChange: true,
});

function statementsFor(id: string) {
  return statementsOn(kinesis, ends, evidence(), id, 'source').map((statement) => ({ sid: statement.Sid, statement }));
}

function shared(before: string | null): string {
  const statements = statementsFor(wireId);
  const merged = mergeStatements(before, statements);
  if (!merged.ok) throw new Error('not merged');
  return merged.text;
}

function removal(
  over: Partial<EvidenceFields>,
  rest: {
    attachedByUs?: string[];
    otherReaders?: Partial<OtherReaders> | null;
    wiresOfRole?: string[];
    consumer?: null;
    chosen?: Partial<Chosen>;
  } = {},
) {
  return planRemoval({
    kind: kinesis,
    wireId,
    ends,
    producer: side('999900009999', 'orders-platform'),
    consumer: rest.consumer === null ? null : side('888800008888', 'analytics'),
    evidence: evidence(over),
    attachedByUs: rest.attachedByUs ?? [],
    registeredByUs: [],
    wiresOfRole: rest.wiresOfRole ?? [],
    otherReaders: rest.otherReaders === null ? null : { ...nobody, ...rest.otherReaders },
    ...(rest.chosen ? { chosen: rest.chosen } : {}),
  });
}

const calls = (body: ReturnType<typeof removal>) => body.changes.map((change) => change.call.call);
const wired = (before: string | null) => ({
  mapping: known(mapping()),
  source: known(source({ policy: known(shared(before)) })),
});

describe('removing a wire', () => {
  it('takes the mapping first, then our statement, and leaves the others byte for byte', () => {
    const body = removal(wired(consolePolicy));
    expect(calls(body)).toEqual(['lambda:DeleteEventSourceMapping', 'kinesis:PutResourcePolicy']);
    const put = body.changes[1]?.call;
    expect(put?.call === 'kinesis:PutResourcePolicy' && put.policy).toBe(consolePolicy);
  });

  it('deletes the policy only when no statement is left', () => {
    expect(calls(removal(wired(null)))).toEqual(['lambda:DeleteEventSourceMapping', 'kinesis:DeleteResourcePolicy']);
  });

  it('detaches what our run attached', () => {
    const attachedByUs = [managedPolicy.arn ?? ''];
    expect(calls(removal(wired(null), { attachedByUs }))).toContain('iam:DetachRolePolicy');
  });

  it('keeps an attached policy that somebody else attached', () => {
    expect(calls(removal(wired(null)))).not.toContain('iam:DetachRolePolicy');
  });

  it('keeps what we attached while another mapping reads with the role', () => {
    const attachedByUs = [managedPolicy.arn ?? ''];
    const body = removal(wired(null), { attachedByUs, otherReaders: { ofRole: 1, ofSource: 0 } });
    expect(calls(body)).not.toContain('iam:DetachRolePolicy');
    expect(body.keeps.map((said) => said.key)).toContain('keeps.role-policy');
  });

  it('leaves a policy alone in which nothing is ours', () => {
    expect(calls(removal({ mapping: known(mapping()) }))).toEqual(['lambda:DeleteEventSourceMapping']);
  });

  describe('that lived off a grant made for another', () => {
    const lent = mergeStatements(consolePolicy, statementsFor('fedcba543210'));
    const borrowed = {
      mapping: known(mapping()),
      source: known(source({ policy: known(lent.ok ? lent.text : '') })),
    };

    it('takes that grant away too when nobody else reads with it', () => {
      const put = removal(borrowed).changes[1]?.call;
      expect(put?.call === 'kinesis:PutResourcePolicy' && put.policy).toBe(consolePolicy);
    });

    it('takes it away, too, when it names the role as it was before it was made anew', () => {
      const dead = lent.ok
        ? lent.text.split(ends.roleArn).join('AROAEXAMPLEEXAMPLE009').replace('AROAEXAMPLEEXAMPLE009', ends.roleArn)
        : '';
      const before = { ...borrowed, source: known(source({ policy: known(dead) })) };
      expect(calls(removal(before))).toEqual(['lambda:DeleteEventSourceMapping']);
      const body = removal(before, { wiresOfRole: ['fedcba543210'] });
      const put = body.changes[1]?.call;
      expect(put?.call === 'kinesis:PutResourcePolicy' && put.policy).toBe(consolePolicy);
      expect(body.keeps.find(({ key }) => key === 'keeps.statements')?.values?.count).toBe(1);
    });

    it('leaves it where others cannot be seen', () => {
      expect(calls(removal(borrowed, { otherReaders: null }))).toEqual(['lambda:DeleteEventSourceMapping']);
    });

    it.each([
      ['leaves it where others of the role’s account in this Region', '888800008888', 'us-east-1', 1],
      ['takes it away where only others in another Region', '888800008888', 'eu-west-1', 2],
      ['takes it away where only the owner’s own readers', '999900009999', 'us-east-1', 2],
    ])('%s cannot be seen', (_, accountId, region, changes) => {
      const body = removal(borrowed, { otherReaders: { unseen: [{ accountId, region }] } });
      expect(body.changes).toHaveLength(changes);
    });
  });

  it('keeps our statement while another function reads the same stream with the same role', () => {
    const body = removal(wired(null), { otherReaders: { ofRole: 1, ofSource: 1 } });
    expect(calls(body)).toEqual(['lambda:DeleteEventSourceMapping']);
    expect(body.keeps.map((said) => said.key)).toContain('keeps.shared-grant');
  });

  it.each<[string, Partial<EvidenceFields>, string[]]>([
    ['of both ends', {}, ['keeps.stream', 'keeps.function']],
    ['nothing of a function that is gone', { function: absent }, ['keeps.stream']],
    ['nothing of a stream that is gone', { source: absent }, ['keeps.function']],
  ])('says that they stay %s', (_, over, said) => {
    const keys = removal(over).keeps.map(({ key }) => key);
    expect(keys.filter((key) => key === 'keeps.stream' || key === 'keeps.function')).toEqual(said);
  });

  it('says that a policy which could not be read stays as it is', () => {
    const policy = refusedRead('kinesis:GetResourcePolicy');
    const body = removal({ mapping: known(mapping()), source: known(source({ policy })) });
    expect(body.keeps.map((said) => said.key)).toContain('keeps.unread');
  });

  it.each<[string, Read<Key>]>([
    ['which could not be read', refusedRead('kms:DescribeKey')],
    ['whose policy could not be read', known({ ...customerKey, policy: refusedRead('kms:GetKeyPolicy') })],
    ['whose grants could not be read', known({ ...customerKey, grants: refusedRead('kms:ListGrants') })],
    ['whose policy does not parse', known({ ...customerKey, policy: known('{"Statement":[') })],
  ])('says that a key %s may have something of ours', (_, key) => {
    const body = removal({ source: known(source({ summary: known(encryptedSummary), key })) });
    expect(body.keeps).toContainEqual({ key: 'keeps.key-unread', values: { key: 'alias/orders' } });
  });

  it('says nothing of a key that was read', () => {
    const body = removal({ source: known(source({ summary: known(encryptedSummary), key: known(customerKey) })) });
    expect(body.keeps.map((said) => said.key)).not.toContain('keeps.key-unread');
  });

  it.each<[string, Read<Stream>]>([
    ['whose encryption', known(source({ summary: refusedRead('kinesis:DescribeStreamSummary') }))],
    ['which itself', refusedRead('kinesis:DescribeStream')],
  ])('says of a stream %s could not be read that a key of it may have something of ours', (_, read) => {
    expect(removal({ source: read }).keeps).toContainEqual({
      key: 'keeps.key-unseen',
      values: { stream: 'kds-sharing-example1' },
    });
  });

  it('knows that a stream without encryption has no key', () => {
    const keys = removal({}).keeps.map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('keeps.key'))).toEqual([]);
  });

  it.each<[string, EvidenceFields['function'], string[]]>([
    [
      'could not be read',
      refusedRead('lambda:GetFunctionConfiguration'),
      ['keeps.stream', 'keeps.function-only', 'keeps.role-unnamed'],
    ],
    ['is gone', absent, ['keeps.stream', 'keeps.role-unnamed']],
  ])('says that a role which only a function tells that %s may have something of ours', (_, read, said) => {
    const own = { ...evidence(), function: read, source: known(source({ policy: absent })) };
    expect(removal(own, { chosen: { role: undefined } }).keeps.map(({ key }) => key)).toEqual(said);
  });

  it('counts nobody who reads with a role that is not known', () => {
    const own = { ...wired(null), function: refusedRead('lambda:GetFunctionConfiguration') };
    const role = 'arn:aws:iam::888800008888:role/-';
    const body = removal(own, { chosen: { role: undefined }, otherReaders: { ofRole: 1, ofSource: 1, role } });
    expect(body.keeps.map(({ key }) => key)).not.toContain('keeps.shared-grant');
  });

  it.each<[string, Partial<Role>, boolean]>([
    ['whose attached policies could not be listed', { attached: refusedRead('iam:ListAttachedRolePolicies') }, true],
    ['whose inline policies could not be listed', { inline: refusedRead('iam:ListRolePolicies') }, true],
    [
      'of which one inline policy could not be read',
      { inline: known([{ name: `Tributary-${wireId}`, arn: null, document: refusedRead('iam:GetRolePolicy') }]) },
      true,
    ],
    [
      'of which only a managed policy could not be read',
      { attached: known([{ ...managedPolicy, document: refusedRead('iam:GetPolicyVersion') }]) },
      false,
    ],
  ])('of a role %s says whether something of ours may stay', (_, over, said) => {
    const keys = removal({ role: roleEvidence(over) }).keeps.map(({ key }) => key);
    expect(keys.includes('keeps.role-unread')).toBe(said);
  });

  it.each<[string, Read<Mapping>, string]>([
    ['is between two states', known(mapping({ state: 'Updating' })), 'check.mapping-busy'],
    ['could not be read', refusedRead('lambda:ListEventSourceMappings'), 'check.mapping-unread'],
  ])('is blocked while the mapping %s', (_, read, cause) => {
    const body = removal({ ...wired(null), mapping: read });
    expect(body.blocked).toBe(true);
    expect(body.checks.flatMap((check) => check.cause?.key ?? [])).toEqual([cause]);
  });

  it('is not blocked by a mapping in an account that is not connected', () => {
    const body = removal(
      { ...wired(null), mapping: refusedRead('lambda:ListEventSourceMappings') },
      { consumer: null },
    );
    expect(calls(body)).toEqual(['kinesis:DeleteResourcePolicy']);
    expect(body.blocked).toBe(false);
  });

  it('says that a policy which does not parse stays as it is', () => {
    const body = removal({ mapping: known(mapping()), source: known(source({ policy: known('{"Statement":[') })) });
    expect(calls(body)).toEqual(['lambda:DeleteEventSourceMapping']);
    expect(body.keeps.map((said) => said.key)).toContain('keeps.unparsed');
  });
});
