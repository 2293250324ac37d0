import { describe, expect, it } from 'vitest';
import { partDrawings } from '@/components/resource/part-drawings';
import { judge, seedView } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  customerKey,
  encryptedSummary,
  ends,
  evidence,
  known,
  refusedRead,
  roleEvidence,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import { kinesisFanout } from '@/lib/wiring/kind/kinesis-fanout';
import type { Half } from '@/lib/wiring/part';
import type { EvidenceFields } from '@/lib/wiring/projection';
import { unreadOf } from './unread';

const at = '2026-02-09T05:02:00.000Z';
const halves = ['producer', 'consumer'] as const;

function unread(half: Half, over: Partial<EvidenceFields>, consumer: string | null = null) {
  const kind = consumer === null ? kinesis : kinesisFanout;
  const seen = { ...ends, consumer: consumer === null ? null : { name: consumer, arn: null } };
  const fields = evidence(over);
  const { parts, evidence: read } = seedView(kind, seen, fields);
  return unreadOf(partDrawings, half, {
    parts,
    evidence: { ...fields, parts: read.parts },
    verdicts: judge(kind, seen, fields),
  });
}

const whats = (over: Partial<EvidenceFields>, consumer: string | null = null) =>
  halves.flatMap((half) => unread(half, over, consumer).unread.map(({ what }) => what));

describe('what of a half could not be read', () => {
  const role = roleEvidence({ role: refusedRead('iam:GetRole') });
  const failing = { source: { state: 'failed' as const, message: 'HTTP 500', at }, function: absent, role };

  it('does not blame the other half, and what is absent was read', () => {
    expect(unread('producer', failing).unread).toEqual([{ what: 'source', message: 'HTTP 500' }]);
    expect(unread('consumer', failing).unread).toEqual([{ what: 'role', refusal: refusedRead('iam:GetRole').refusal }]);
  });

  it('is said once, where one read stands in the way of several parts', () => {
    expect(whats({ source: failing.source }, 'efo')).toEqual(['source']);
  });

  it('speaks of the consumers of a stream only where the wire reads through one', () => {
    const shared = {
      source: known(source({ consumers: refusedRead('kinesis:ListStreamConsumers'), key: absent })),
      rivals: refusedRead('lambda:ListEventSourceMappings'),
    };
    // Where the consumers are not listed, nobody can be asked who else reads through one: that is said once.
    expect(whats(shared, 'efo')).toEqual(['consumers']);
    expect(whats(shared)).toEqual([]);
  });

  it('speaks of others on the consumer that was listed', () => {
    const rivals = refusedRead('lambda:ListEventSourceMappings');
    expect(whats({ rivals }, 'efo')).toEqual(['rivals']);
    expect(whats({ rivals })).toEqual([]);
  });

  it('names each part of a key by itself', () => {
    const encrypted = (key: typeof customerKey) => ({
      source: known(source({ summary: known(encryptedSummary), key: known(key) })),
    });
    const closed = { ...customerKey, policy: refusedRead('kms:GetKeyPolicy'), grants: refusedRead('kms:ListGrants') };
    expect(whats(encrypted(closed))).toEqual(['key-policy', 'grants']);
    expect(whats(encrypted({ ...closed, manager: 'AWS' }))).toEqual([]);
    expect(
      whats({ source: known(source({ summary: known(encryptedSummary), key: refusedRead('kms:DescribeKey') })) }),
    ).toEqual(['key']);
  });

  it('does not speak of a key that the stream had before', () => {
    const arn = `${customerKey.arn}0`;
    const seen = { ...ends, formerKeyArns: [arn] };
    const fields = evidence({ formerKeys: [{ arn, key: refusedRead('kms:DescribeKey') }] });
    const { parts, evidence: read } = seedView(kinesis, seen, fields);
    expect(Object.keys(read.parts)).toContain(`key:${arn.split('/').at(-1)}`);
    const detail = { parts, evidence: { ...fields, parts: read.parts }, verdicts: judge(kinesis, seen, fields) };
    expect(unreadOf(partDrawings, 'producer', detail).unread).toEqual([]);
  });
});

describe('when a half was read', () => {
  it('is when the oldest part of it was', () => {
    expect(unread('consumer', { function: { state: 'absent', at: '2026-02-09T05:01:00.000Z' } }).at).toBe(
      '2026-02-09T05:01:00.000Z',
    );
  });
});
