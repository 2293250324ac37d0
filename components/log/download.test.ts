import { expect, test } from 'vitest';
import { textOf } from './download';
import type { LogEntry } from './line-buffer';

test('a downloaded log has each line with its time in UTC and its stream, and says what is missing', () => {
  const at = '2026-02-09T05:02:00.000Z';
  const line = { id: '1', at, ingestedAt: at, stream: '2026/02/09/[$LATEST]1', group: 'g', message: 'one\n' };
  const gap = { from: at, to: '2026-02-09T05:03:00.000Z', reason: 'unread', lines: null, message: null } as const;
  const entries: LogEntry[] = [
    { kind: 'line', id: '1', line, late: false },
    { kind: 'gap', id: 'gap', gap },
  ];
  expect(textOf(entries)).toBe(
    `${at}\t2026/02/09/[$LATEST]1\tone\n${at}\t-\t--- not shown until 2026-02-09T05:03:00.000Z: unread\n`,
  );
});
