import { beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { switchLimits } from './rate-limit';
import type { Caller } from './service';

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
