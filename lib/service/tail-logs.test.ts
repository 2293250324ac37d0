import { describe, expect, test } from 'vitest';
import type { LogLine } from '@/lib/wiring/log-line';
import { TailWindow } from './tail-logs';

const start = Date.parse('2026-02-09T14:00:00Z');

function line(id: string, secondsAfterStart: number): LogLine {
  const at = new Date(start + secondsAfterStart * 1000).toISOString();
  return { id, at, ingestedAt: at, stream: 's', group: 'g', message: id };
}

describe('a tail', () => {
  test('sends each line once, however often it is read', () => {
    const window = new TailWindow(start);
    expect(window.take([line('a', 1), line('b', 2)])).toHaveLength(2);
    expect(window.take([line('a', 1), line('b', 2), line('c', 3)]).map((one) => one.id)).toEqual(['c']);
    expect(window.sent).toBe(3);
  });

  test('sends a line that was ingested after younger ones', () => {
    const window = new TailWindow(start);
    window.take([line('young', 20)]);
    expect(window.nextPoll()).toBeLessThanOrEqual(start + 10_000);
    expect(window.take([line('late', 10), line('young', 20)]).map((one) => one.id)).toEqual(['late']);
  });

  test('asks from where it began until there are lines', () => {
    expect(new TailWindow(start).nextPoll()).toBe(start);
  });

  test('never asks for all it has seen again', () => {
    const window = new TailWindow(start);
    window.take([line('old', 0), line('new', 600)]);
    expect(window.nextPoll()).toBe(start + 585_000);
  });
});
