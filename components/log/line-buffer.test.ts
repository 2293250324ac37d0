import { expect, test } from 'vitest';
import type { LogLine } from '@/lib/wiring/log-line';
import { createLineBuffer } from './line-buffer';

function lines(from: number, to: number): LogLine[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    id: String(from + i),
    at: '2026-02-09T05:02:00.000Z',
    ingestedAt: '2026-02-09T05:02:00.100Z',
    stream: 's',
    group: '/aws/lambda/kds-reader1',
    message: `line ${from + i}`,
  }));
}

test('past the cap the oldest lines go and are counted', () => {
  const buffer = createLineBuffer(5);
  buffer.append(lines(1, 4));
  buffer.append(lines(5, 8));
  const { lines: kept, dropped, taken } = buffer.snapshot();
  expect(kept.map((line) => line.id)).toEqual(['4', '5', '6', '7', '8']);
  expect({ dropped, taken }).toEqual({ dropped: 3, taken: 8 });
});

test('a line that two polls bring is shown once', () => {
  const buffer = createLineBuffer(10);
  buffer.append(lines(1, 3));
  buffer.append(lines(2, 4));
  expect(buffer.snapshot().lines.map((line) => line.id)).toEqual(['1', '2', '3', '4']);
});

test('a poll that brings nothing new does not wake the view', () => {
  const buffer = createLineBuffer(10);
  buffer.append(lines(1, 3));
  let woken = 0;
  buffer.subscribe(() => {
    woken += 1;
  });
  buffer.append(lines(1, 3));
  expect(woken).toBe(0);
});

test('one batch larger than the cap keeps its newest lines', () => {
  const buffer = createLineBuffer(3);
  buffer.append(lines(1, 10));
  expect(buffer.snapshot().lines.map((line) => line.id)).toEqual(['8', '9', '10']);
});
