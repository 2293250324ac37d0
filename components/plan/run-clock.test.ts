import { expect, test } from 'vitest';
import type { RunStep } from '@/lib/wiring/run';
import { stepSeconds } from './run-clock';

const at = (second: number) => new Date(Date.UTC(2026, 1, 9, 5, 2, second)).toISOString();
const now = Date.parse(at(59));
const step = (over: Partial<RunStep>) => ({ startedAt: null, endedAt: null, ...over }) as RunStep;

test.each([
  ['has not begun', step({}), null],
  ['goes on', step({ startedAt: at(9) }), 50],
  ['is done', step({ startedAt: at(9), endedAt: at(12) }), 3],
  ['is being undone', step({ startedAt: at(0), undoBegunAt: at(50) }), 9],
  ['is undone', step({ startedAt: at(0), undoBegunAt: at(50), endedAt: at(51) }), 1],
])('the clock of a step that %s', (_, one, seconds) => {
  expect(stepSeconds(one, now)).toBe(seconds);
});
