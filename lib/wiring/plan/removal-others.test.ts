import { describe, expect, it } from 'vitest';
import { mergeStatements } from '@/lib/policy/merge';
import { type Ends, type OtherReaders, planRemoval, statementsOn } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  ends as base,
  consolePolicy,
  customerKey,
  encryptedSummary,
  evidence,
  known,
  mapping,
  reader,
  rootOnly,
  source,
} from '@/lib/trial/fixture/seed-wire';
import type { Call } from '../call/calls';
import { kinesis } from '../kind/kinesis';
import type { EvidenceFields } from '../projection';
import type { KeyGrant } from '../resource/key-grant';
import type { Key } from '../resource/kms';
import type { PlanBody } from './plan-wire';

const own = 'abcdef012345';
const other = 'fedcba543210';
const nobody: OtherReaders = { ofRole: 0, ofSource: 0, ofConsumer: 0 };
const readsOther: OtherReaders = { ...nobody, ofRole: 1 };
const readsSame: OtherReaders = { ...nobody, ofRole: 1, ofSource: 1 };

const side = (connectionId: string, accountId: string) => ({
  connectionId,
  accountId,
  region: 'us-east-1',
  name: connectionId,
  mayChange: true,
});

const otherEnds: Ends = { ...base, sourceArn: `${base.sourceArn}-other` };

function removal(read: Partial<EvidenceFields>, otherReaders: OtherReaders, ends: Ends = base): PlanBody {
  return planRemoval({
    kind: kinesis,
    wireId: own,
    ends,
    producer: side('p', '999900009999'),
    consumer: side('c', '888800008888'),
    evidence: evidence({ mapping: known(mapping()), ...read }),
    attachedByUs: [],
    registeredByUs: [],
    wiresOfRole: [],
    otherReaders,
  });
}

/** A stream under the customer managed key. */
const encrypted = (key: Partial<Key> = {}) =>
  source({ summary: known(encryptedSummary), key: known({ ...customerKey, ...key }) });

const readAs = (roleArn: string) =>
  evidence({ source: known(encrypted()), function: known({ ...reader, roleArn, state: 'Active', stateReason: null }) });

/** A policy with what each of these wires needs of the key or of the stream. */
function written(before: string | null, part: 'key' | 'source', wires: readonly (readonly [string, Ends])[]): string {
  const statements = wires.flatMap(([id, ends]) => statementsOn(kinesis, ends, readAs(ends.roleArn), id, part));
  const merged = mergeStatements(
    before,
    statements.map((statement) => ({ sid: statement.Sid, statement })),
  );
  if (!merged.ok) throw new Error('not merged');
  return merged.text;
}

const callOf = <Name extends Call['call']>(body: PlanBody, name: Name) =>
  body.changes.find(({ call }) => call.call === name)?.call as Extract<Call, { call: Name }> | undefined;

describe('one key of two streams that one role reads', () => {
  const both = written(rootOnly, 'key', [
    [own, base],
    [other, otherEnds],
  ]);
  const grant = (id: string, sourceArn: string): KeyGrant => ({
    id,
    name: `Tributary-${id}`,
    granteePrincipal: base.roleArn,
    operations: ['Decrypt'],
    encryptionContext: { 'aws:kinesis:arn': sourceArn },
  });

  it('stays open for the other stream', () => {
    const body = removal({ source: known(encrypted({ policy: known(both) })) }, readsOther);
    expect(callOf(body, 'kms:PutKeyPolicy')?.policy).toBe(written(rootOnly, 'key', [[other, otherEnds]]));
  });

  it('keeps the grant with which the other is read', () => {
    const grants = known([grant(own, base.sourceArn), grant(other, otherEnds.sourceArn)]);
    const body = removal({ source: known(encrypted({ grants })) }, readsOther);
    const revoked = body.changes.flatMap(({ call }) => (call.call === 'kms:RevokeGrant' ? [call.grant.id] : []));
    expect(revoked).toEqual([own]);
  });

  it('is closed for a stream that nobody reads any more, whoever opened it', () => {
    const lent = written(rootOnly, 'key', [[other, base]]);
    const grants = known([grant(other, base.sourceArn)]);
    const body = removal({ source: known(encrypted({ policy: known(lent), grants })) }, readsOther);
    expect(callOf(body, 'kms:PutKeyPolicy')?.policy).toBe(rootOnly);
    expect(callOf(body, 'kms:RevokeGrant')?.grant.id).toBe(other);
  });

  it('stays open while another function reads the same stream with the role', () => {
    const grants = known([grant(own, base.sourceArn)]);
    const body = removal({ source: known(encrypted({ policy: known(both), grants })) }, readsSame);
    expect(body.changes.map(({ call }) => call.call)).toEqual(['lambda:DeleteEventSourceMapping']);
  });
});

describe('a key under which only older records are', () => {
  const former: Ends = { ...base, formerKeyArns: [customerKey.arn] };
  const key = known({ ...customerKey, policy: known(written(rootOnly, 'key', [[own, base]])) });
  const read = { source: known(source({ key: absent })), formerKeys: [{ arn: customerKey.arn, key }] };

  it('is closed when nobody else reads the stream', () => {
    expect(callOf(removal(read, nobody, former), 'kms:PutKeyPolicy')?.policy).toBe(rootOnly);
  });

  it('stays open while another function reads the stream with the role', () => {
    const body = removal(read, readsSame, former);
    expect(callOf(body, 'kms:PutKeyPolicy')).toBeUndefined();
    expect(body.keeps.map(({ key }) => key)).toContain('keeps.shared-key');
  });
});

describe('a statement of this wire for the role that its function had before', () => {
  const before: Ends = { ...base, roleArn: `${base.roleArn}-before` };
  const policy = known(written(consolePolicy, 'source', [[own, before]]));

  it('goes with the wire', () => {
    expect(callOf(removal({ source: known(source({ policy })) }, nobody), 'kinesis:PutResourcePolicy')?.policy).toBe(
      consolePolicy,
    );
  });

  it('stays while another function reads the stream with that role', () => {
    const body = removal({ source: known(source({ policy })) }, { ...readsSame, role: before.roleArn });
    expect(callOf(body, 'kinesis:PutResourcePolicy')).toBeUndefined();
    expect(body.keeps).toContainEqual({
      key: 'keeps.shared-grant',
      values: { count: 1, role: 'kds-reader1-role-q6zcv9kq-before', stream: 'kds-sharing-example1' },
    });
  });
});
