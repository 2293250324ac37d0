import { expect, test } from 'vitest';
import type { LogLine } from '@/lib/wiring/log-line';
import { createLineBuffer, type LineBuffer } from './line-buffer';

const idsOf = (buffer: LineBuffer) => buffer.snapshot().entries.map(({ id }) => id);

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
  const { dropped, taken } = buffer.snapshot();
  expect(idsOf(buffer)).toEqual(['4', '5', '6', '7', '8']);
  expect({ dropped, taken }).toEqual({ dropped: 3, taken: 8 });
});

test('a line that two polls bring is shown once', () => {
  const buffer = createLineBuffer(10);
  buffer.append(lines(1, 3));
  buffer.append(lines(2, 4));
  expect(idsOf(buffer)).toEqual(['1', '2', '3', '4']);
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
  expect(idsOf(buffer)).toEqual(['8', '9', '10']);
});

test('a gap stands where it came, between what was before and what is after', () => {
  const buffer = createLineBuffer(10);
  buffer.append(lines(1, 1));
  const from = '2026-02-09T05:02:01.000Z';
  buffer.mark({ from, to: '2026-02-09T05:03:01.000Z', reason: 'unread', lines: null, message: null });
  buffer.append(lines(2, 2));
  expect(buffer.snapshot().entries.map(({ kind }) => kind)).toEqual(['line', 'gap', 'line']);
  expect(buffer.snapshot().taken).toBe(2);
});

test('a line that comes long after younger ones is told from the others', () => {
  const buffer = createLineBuffer(10);
  const [line] = lines(1, 1);
  if (!line) throw new Error();
  buffer.append([
    { ...line, id: 'young', at: '2026-02-09T05:02:10.000Z' },
    { ...line, id: 'late', at: '2026-02-09T05:02:01.000Z' },
    { ...line, id: 'mixed', at: '2026-02-09T05:02:09.000Z' },
  ]);
  const late = buffer.snapshot().entries.map((entry) => entry.kind === 'line' && entry.late);
  expect(late).toEqual([false, true, false]);
});
