import { Readable } from 'node:stream';
import { GetResourcePolicyCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { afterEach, expect, it, vi } from 'vitest';
import { guarded } from './call-guard';
import { TokenBucket } from './rate-limit';
import { withUrgency } from './urgency';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A client whose endpoint throttles as often as told and then answers. */
function clientThrottled(times: number) {
  let left = times;
  const client = new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    requestHandler: {
      handle: async () => {
        left -= 1;
        const body = left >= 0 ? { __type: 'LimitExceededException', message: 'Rate exceeded' } : { Policy: '{}' };
        const headers = { 'content-type': 'application/x-amz-json-1.1' };
        const response = { statusCode: left >= 0 ? 400 : 200, headers, body: Readable.from([JSON.stringify(body)]) };
        return { response };
      },
    },
  });
  guarded(client, { service: 'Kinesis', accountId: `${times}`, region: 'us-east-1', expired: () => undefined });
  return client;
}

const ask = new GetResourcePolicyCommand({ ResourceARN: 'arn:aws:kinesis:us-east-1:999900009999:stream/a' });

it('takes a token for every attempt, and gives way at the first throttling, which the SDK retries by itself', async () => {
  const take = vi.spyOn(TokenBucket.prototype, 'take');
  const giveWay = vi.spyOn(TokenBucket.prototype, 'giveWay');
  const taken = vi.spyOn(TokenBucket.prototype, 'taken');
  await withUrgency('screen', () => clientThrottled(1).send(ask));
  expect(take.mock.calls).toEqual([['screen'], ['screen', true]]);
  expect(giveWay).toHaveBeenCalledTimes(1);
  expect(taken).toHaveBeenCalledTimes(1);
});

it('takes one token for a call that AWS takes at once', async () => {
  const take = vi.spyOn(TokenBucket.prototype, 'take');
  await clientThrottled(0).send(ask);
  expect(take.mock.calls).toEqual([['person']]);
});
