import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bucketOf, inBackground, isInBackground, TokenBucket } from './rate-limit';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How many of `count` callers went by after each whole second. */
async function served(bucket: TokenBucket, count: number, seconds: number, background = false): Promise<number[]> {
  let gone = 0;
  for (let index = 0; index < count; index += 1) void bucket.take(background).then(() => (gone += 1));
  const after: number[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    await vi.advanceTimersByTimeAsync(second === 0 ? 0 : 1000);
    after.push(gone);
  }
  return after;
}

describe('a bucket of five a second', () => {
  it('lets four go at once, then four a second: the account’s own tools keep the rest', async () => {
    expect(await served(new TokenBucket(5), 100, 3)).toEqual([4, 8, 12, 16]);
  });

  it('holds what nobody waits for to half of the quota', async () => {
    const gone = await served(new TokenBucket(5), 100, 4, true);
    expect(gone[4]).toBeLessThanOrEqual(12);
    expect(gone[4]).toBeGreaterThanOrEqual(10);
  });

  it('lets whom a person waits for go before what was asked for in the background', async () => {
    const bucket = new TokenBucket(1);
    const order: string[] = [];
    for (const name of ['b1', 'b2', 'b3']) void bucket.take(true).then(() => order.push(name));
    for (const name of ['f1', 'f2']) void bucket.take(false).then(() => order.push(name));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(order).toEqual(['b1', 'f1', 'f2', 'b2', 'b3']);
  });

  it('starts again from nothing when AWS says it is too much', async () => {
    const bucket = new TokenBucket(5);
    bucket.drain();
    expect(await served(bucket, 10, 1)).toEqual([0, 4]);
  });
});

describe('buckets', () => {
  it('are one for each account, Region and API; all of Lambda’s control calls share theirs', () => {
    const of = (account: string, region: string, client: string, command: string) =>
      bucketOf(account, region, client, command);
    const policies = of('1', 'us-east-1', 'Kinesis', 'GetResourcePolicy');
    expect(of('1', 'us-east-1', 'Kinesis', 'GetResourcePolicy')).toBe(policies);
    expect(of('2', 'us-east-1', 'Kinesis', 'GetResourcePolicy')).not.toBe(policies);
    expect(of('1', 'eu-west-1', 'Kinesis', 'GetResourcePolicy')).not.toBe(policies);
    expect(of('1', 'us-east-1', 'Lambda', 'ListFunctions')).toBe(
      of('1', 'us-east-1', 'Lambda', 'GetEventSourceMapping'),
    );
    expect(of('1', 'us-east-1', 'IAM', 'GetRole')).toBe(of('1', 'eu-west-1', 'IAM', 'GetPolicy'));
    expect(of('1', 'us-east-1', 'Kinesis', 'PutRecord')).toBeNull();
  });
});

describe('the background', () => {
  it('reaches every call made within, and nothing outside', async () => {
    expect(await inBackground(async () => isInBackground())).toBe(true);
    expect(isInBackground()).toBe(false);
  });
});
