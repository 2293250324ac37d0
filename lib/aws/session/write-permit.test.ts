import { GetResourcePolicyCommand, KinesisClient, PutResourcePolicyCommand } from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { guarded } from './call-guard';
import { underPermit } from './write-permit';

const ResourceARN = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const put = () => new PutResourcePolicyCommand({ ResourceARN, Policy: '{}' });

/** A client whose every request is lost, and how many there were. */
function losing() {
  const requests: string[] = [];
  const client = new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' },
    maxAttempts: 3,
    requestHandler: {
      async handle(request: { headers: Record<string, string> }) {
        requests.push(request.headers['x-amz-target']?.split('.')[1] ?? '');
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
      },
    },
  });
  guarded(client, { service: 'Kinesis', accountId: '999900009999', region: 'us-east-1', expired: () => undefined });
  return { client, requests };
}

test('no write leaves once the permit is gone, and no retry of one either', async () => {
  const { client, requests } = losing();
  const lost = new Error('not yours any more');
  let permits = 2;
  const permit = async () => {
    permits -= 1;
    if (permits < 0) throw lost;
  };
  await expect(underPermit(permit, () => client.send(put()))).rejects.toBe(lost);
  expect(requests).toEqual(['PutResourcePolicy', 'PutResourcePolicy']);
});

test('reads, and writes of nobody in particular, need no permit', async () => {
  const { client, requests } = losing();
  const never = () => Promise.reject(new Error('never'));
  await expect(underPermit(never, () => client.send(new GetResourcePolicyCommand({ ResourceARN })))).rejects.toThrow(
    'socket hang up',
  );
  await expect(client.send(put())).rejects.toThrow('socket hang up');
  expect(requests).toHaveLength(6);
});
