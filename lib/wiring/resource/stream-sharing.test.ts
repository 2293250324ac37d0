import { describe, expect, it } from 'vitest';
import type { Stream, StreamSummary } from './kinesis';
import { sharingOf } from './stream-sharing';

const at = '2026-02-09T05:02:00Z';

function source(policy: Stream['policy'], encryption: StreamSummary['encryption'] = { type: 'NONE' }): Stream {
  return {
    is: 'kinesis-stream',
    kind: 'kinesis',
    arn: 'arn:aws:kinesis:us-east-1:999900009999:stream/orders',
    name: 'orders',
    accountId: '999900009999',
    region: 'us-east-1',
    connectionId: 'p',
    status: 'ACTIVE',
    mode: 'ON_DEMAND',
    createdAt: null,
    summary: { state: 'known', at, value: { openShards: 1, retentionHours: 24, consumers: 0, encryption } },
    policy,
    consumers: { state: 'known', at, value: [] },
    key: { state: 'absent', at },
  };
}

const policy = (...statements: object[]): Stream['policy'] => ({
  state: 'known',
  at,
  value: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});
const allow = (...principals: string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: principals },
  Action: 'kinesis:GetRecords',
  Resource: '*',
});
const role = 'arn:aws:iam::888800008888:role/reader';

describe('how a stream is shared', () => {
  it.each([
    ['no policy', source({ state: 'absent', at }), { state: 'private' }],
    ['one role of another account', source(policy(allow(role))), { state: 'shared', principals: [role] }],
    [
      'the same role in two statements counts once',
      source(policy(allow(role), allow(role))),
      { state: 'shared', principals: [role] },
    ],
    ['only its own account', source(policy(allow('arn:aws:iam::999900009999:root'))), { state: 'private' }],
    ['only a denial', source(policy({ ...allow(role), Effect: 'Deny' })), { state: 'private' }],
    ['a policy that is no JSON', source({ state: 'known', at, value: '{' }), { state: 'unparsed' }],
    ['a policy on its way', source({ state: 'pending' }), { state: 'pending' }],
    [
      'a read that failed',
      source({ state: 'failed', message: 'timed out', at }),
      { state: 'failed', message: 'timed out' },
    ],
    [
      'the AWS managed key, whatever the policy says',
      source(policy(allow(role)), { type: 'KMS', keyId: 'alias/aws/kinesis' }),
      { state: 'unshareable' },
    ],
    [
      'a key of its own',
      source(policy(allow(role)), { type: 'KMS', keyId: 'alias/orders' }),
      { state: 'shared', principals: [role] },
    ],
  ])('%s', (_, given, sharing) => {
    expect(sharingOf(given)).toEqual(sharing);
  });
});
