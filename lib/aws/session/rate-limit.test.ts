import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bucketOf, multiplyRates, TokenBucket } from './rate-limit';
import { currentUrgency, type Urgency, withUrgency } from './urgency';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  multiplyRates(1);
});

/** How many of `count` callers went by after each whole second. */
async function served(bucket: TokenBucket, count: number, seconds: number, urgency: Urgency): Promise<number[]> {
  let gone = 0;
  for (let index = 0; index < count; index += 1) void bucket.take(urgency).then(() => (gone += 1));
  const after: number[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    await vi.advanceTimersByTimeAsync(second === 0 ? 0 : 1000);
    after.push(gone);
  }
  return after;
}

/** Takes one by one for so many seconds, as a server that takes every request would see it. */
async function taken(bucket: TokenBucket, seconds: number): Promise<number> {
  let count = 0;
  let over = false;
  const work = (async () => {
    while (!over) {
      await bucket.take('screen');
      bucket.taken();
      count += 1;
    }
  })();
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  over = true;
  await vi.advanceTimersByTimeAsync(20_000);
  await work;
  return count;
}

describe('a bucket of five a second', () => {
  it('uses nearly all of the quota for what somebody waits for', async () => {
    const gone = (await served(new TokenBucket(5), 1000, 100, 'screen')).at(-1);
    expect(gone).toBeGreaterThanOrEqual(470);
    expect(gone).toBeLessThanOrEqual(479);
  });

  it('never asks for twice the quota within a second', async () => {
    const gone = await served(new TokenBucket(20), 1000, 5, 'person');
    const each = gone.map((sum, second) => sum - (gone[second - 1] ?? 0));
    expect(Math.max(gone[1] ?? 0, ...each)).toBeLessThanOrEqual(35);
  });

  it('holds what nobody waits for to half of the quota', async () => {
    const gone = (await served(new TokenBucket(5), 1000, 40, 'background')).at(-1);
    expect(gone).toBeGreaterThanOrEqual(99);
    expect(gone).toBeLessThanOrEqual(104);
  });

  it('serves a person before a screen that fills, and both before the background', async () => {
    const bucket = new TokenBucket(1);
    const order: string[] = [];
    const take = (name: string, urgency: Urgency) => void bucket.take(urgency).then(() => order.push(name));
    for (const name of ['b1', 'b2', 'b3']) take(name, 'background');
    for (const name of ['s1', 's2']) take(name, 'screen');
    for (const name of ['p1', 'p2']) take(name, 'person');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(order).toEqual(['b1', 'p1', 'p2', 's1', 's2', 'b2', 'b3']);
  });

  it('lets a person go at the next token although the background waits for a later one', async () => {
    const bucket = new TokenBucket(5);
    void served(bucket, 50, 0, 'background');
    await vi.advanceTimersByTimeAsync(1000);
    const asked = Date.now();
    let wentAfter: number | null = null;
    void bucket.take('person').then(() => {
      wentAfter = Date.now() - asked;
    });
    await vi.advanceTimersByTimeAsync(2000);
    expect(wentAfter).toBeLessThanOrEqual(Math.ceil(1000 / 4.75));
  });
});

describe('a bucket whose quota others use, too', () => {
  it('falls well below at once when AWS throttles, and comes back as AWS takes its calls again', async () => {
    const bucket = new TokenBucket(10);
    await taken(bucket, 10);
    bucket.giveWay(Date.now());
    expect(await taken(bucket, 2)).toBeLessThanOrEqual(13);
    await taken(bucket, 20);
    const before = await taken(bucket, 10);
    expect(before).toBeGreaterThanOrEqual(90);
  });

  it('falls once for all the requests that were on their way together', async () => {
    const bucket = new TokenBucket(10);
    await taken(bucket, 5);
    const askedAt = Date.now();
    await vi.advanceTimersByTimeAsync(30);
    for (let answer = 0; answer < 8; answer += 1) bucket.giveWay(askedAt);
    expect(await taken(bucket, 4)).toBeGreaterThanOrEqual(18);
  });

  it('keeps a trickle however often it is throttled', async () => {
    const bucket = new TokenBucket(10);
    for (let time = 0; time < 50; time += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      bucket.giveWay(Date.now());
    }
    expect((await served(bucket, 100, 10, 'screen')).at(-1)).toBeGreaterThanOrEqual(4);
  });
});

describe('buckets', () => {
  it('are one for each account, Region and API; all of Lambda’s control calls share theirs', () => {
    const of = (account: string, region: string, client: string, command: string) =>
      bucketOf(account, region, client, command);
    const policies = of('1', 'us-east-1', 'Kinesis', 'GetResourcePolicy');
    expect(of('1', 'us-east-1', 'Kinesis', 'GetResourcePolicy')).toBe(policies);
    expect(of('1', 'us-east-1', 'Kinesis', 'ListStreams')).not.toBe(policies);
    expect(of('2', 'us-east-1', 'Kinesis', 'GetResourcePolicy')).not.toBe(policies);
    expect(of('1', 'eu-west-1', 'Kinesis', 'GetResourcePolicy')).not.toBe(policies);
    expect(of('1', 'us-east-1', 'Lambda', 'ListFunctions')).toBe(
      of('1', 'us-east-1', 'Lambda', 'GetEventSourceMapping'),
    );
    expect(of('1', 'us-east-1', 'IAM', 'GetRole')).toBe(of('1', 'eu-west-1', 'IAM', 'GetPolicy'));
    expect(of('1', 'us-east-1', 'Kinesis', 'PutRecord')).toBeNull();
  });
});

describe('urgency', () => {
  it('reaches every call made within, and nothing outside', async () => {
    expect(await withUrgency('background', async () => currentUrgency())).toBe('background');
    expect(currentUrgency()).toBe('person');
  });
});
