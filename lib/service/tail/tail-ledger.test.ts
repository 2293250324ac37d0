import { describe, expect, test } from 'vitest';
import type { LogLine } from '@/lib/wiring/log-line';
import { TailLedger } from './tail-ledger';

const start = Date.parse('2026-02-09T14:00:00Z');

function line(id: string, secondsAfterStart: number, message = id): LogLine {
  const at = new Date(start + secondsAfterStart * 1000).toISOString();
  return { id, at, ingestedAt: at, stream: 's', group: 'g', message };
}

const messages = (lines: LogLine[]) => lines.map(({ message }) => message);

describe('a tail shows each line once', () => {
  test('however often polls read it', () => {
    const ledger = new TailLedger();
    expect(messages(ledger.takeFiltered([line('a', 1), line('b', 2)]))).toEqual(['a', 'b']);
    expect(messages(ledger.takeFiltered([line('a', 1), line('b', 2), line('c', 3)]))).toEqual(['c']);
  });

  test('whether Live Tail or FilterLogEvents brings it first', () => {
    const ledger = new TailLedger();
    ledger.takeFiltered([line('a', 1)]);
    expect(messages(ledger.takeLive([line('', 1, 'a'), line('', 2, 'b')]))).toEqual(['b']);
    expect(messages(ledger.takeFiltered([line('b', 2), line('c', 3)]))).toEqual(['c']);
  });

  test('also when the next Live Tail session begins with lines of the one before', () => {
    const ledger = new TailLedger();
    ledger.takeLive([line('', 1, 'a'), line('', 2, 'b')]);
    ledger.beginSession();
    expect(messages(ledger.takeLive([line('', 2, 'b'), line('', 3, 'c')]))).toEqual(['c']);
  });

  test('with or without the newline at its end', () => {
    const ledger = new TailLedger();
    ledger.takeFiltered([line('1', 1, 'a\n')]);
    expect(ledger.takeLive([line('', 1, 'a')])).toEqual([]);
  });
});

describe('lines that look the same', () => {
  test('are shown as often as they were written', () => {
    const ledger = new TailLedger();
    const shown = ledger.takeFiltered([line('1', 1, 'same'), line('2', 1, 'same')]);
    expect(shown).toHaveLength(2);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(2);
    expect(ledger.takeLive([line('', 1, 'same'), line('', 1, 'same'), line('', 1, 'same')])).toHaveLength(1);
    expect(ledger.takeFiltered([line('1', 1, 'same'), line('2', 1, 'same'), line('3', 1, 'same')])).toHaveLength(0);
  });

  test('have the same ids in every tail, whichever way they came', () => {
    const one = new TailLedger().takeFiltered([line('1', 1, 'same'), line('2', 1, 'same')]);
    const other = new TailLedger().takeLive([line('', 1, 'same'), line('', 1, 'same')]);
    expect(other.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
  });
});

test('lines of one read are in the order of their times', () => {
  expect(messages(new TailLedger().takeLive([line('', 3, 'c'), line('', 1, 'a'), line('', 2, 'b')]))).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('what is forgotten was shown before the moment that is named', () => {
  let now = start;
  const ledger = new TailLedger(() => now);
  ledger.takeLive([line('', 1, 'old')]);
  now += 60_000;
  ledger.takeLive([line('', 2, 'young')]);
  ledger.forget(start + 30_000);
  expect(messages(ledger.takeFiltered([line('1', 1, 'old'), line('2', 2, 'young')]))).toEqual(['old']);
});
