import { beforeEach, describe, expect, test } from 'vitest';
import { faultsOf } from './faults';
import { switchLimits } from './rate-limit';
import type { Caller } from './service';
import { type StagedWorld, stageWorld } from './staged-world';

let staged: StagedWorld;
let producer: Caller;
let consumer: Caller;

beforeEach(async () => {
  staged = await stageWorld();
  producer = staged.administrator('999900009999');
  consumer = staged.administrator('888800008888');
});

async function streak(caller: Caller, times: number): Promise<(string | object)[]> {
  const answers: (string | object)[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await staged.ask(caller, 'kinesis:ListStreams'));
  return answers;
}

const throttled = (answers: (string | object)[]) =>
  answers.filter((answer) => typeof answer === 'string' && answer.startsWith('LimitExceededException')).length;

describe('rate limits', () => {
  test('let five ListStreams a second through, for each account apart', async () => {
    expect(throttled(await streak(producer, 8))).toBe(3);
    expect(throttled(await streak(consumer, 5))).toBe(0);
  });

  test('fill up again with time', async () => {
    await streak(producer, 5);
    staged.pass(0.4);
    expect(throttled(await streak(producer, 3))).toBe(1);
  });

  test('can be switched off', async () => {
    switchLimits(staged.world, false);
    expect(throttled(await streak(producer, 50))).toBe(0);
  });
});

describe('faults that are switched on', () => {
  test.each([
    ['throttle', /^LimitExceededException/],
    ['error', /^InternalFailure/],
    ['expired', /^ExpiredTokenException/],
    ['deny', /is not authorized to perform: kinesis:ListStreams with an explicit deny in a service control policy$/],
  ] as const)('%s', async (kind, words) => {
    faultsOf(staged.world).add({ id: 'a', kind, service: 'kinesis', accountId: '999900009999' });
    expect(await staged.ask(producer, 'kinesis:ListStreams')).toMatch(words);
    expect(await staged.ask(consumer, 'kinesis:ListStreams')).toHaveProperty('StreamSummaries');
    faultsOf(staged.world).remove('a');
    expect(await staged.ask(producer, 'kinesis:ListStreams')).toHaveProperty('StreamSummaries');
  });

  test('deny in the words of the permission that the request needs', async () => {
    faultsOf(staged.world).add({ id: 'a', kind: 'deny' });
    expect(await staged.ask(producer, 'monitoring:ListMetrics')).toContain('to perform: cloudwatch:ListMetrics with');
  });

  test('break the connection', async () => {
    faultsOf(staged.world).add({ id: 'a', kind: 'reset', operation: 'ListStreams' });
    await expect(staged.ask(producer, 'kinesis:ListStreams')).rejects.toThrow('The connection was closed');
  });

  test('strike every third request when told so', async () => {
    faultsOf(staged.world).add({ id: 'a', kind: 'error', service: 'sts', every: 3 });
    const answers: boolean[] = [];
    for (let time = 0; time < 6; time += 1)
      answers.push(typeof (await staged.ask(producer, 'sts:GetCallerIdentity')) === 'string');
    expect(answers).toEqual([false, false, true, false, false, true]);
  });
});
