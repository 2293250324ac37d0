import { expect, test } from 'vitest';
import type { LogLine, TailEvent } from '@/lib/wiring/log-line';
import { TailOutbox } from './tail-outbox';

/** A browser that reads only when told to. */
class Browser {
  readonly seen: TailEvent[] = [];
  private room: number;
  private waiting: (() => void)[] = [];

  constructor(room: number) {
    this.room = room;
  }

  send = (event: TailEvent): void => {
    this.room -= 1;
    this.seen.push(event);
  };

  full = (): boolean => this.room <= 0;

  drained = (): Promise<void> =>
    this.full() ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve();

  /** Reads so many events that wait. */
  async reads(events: number): Promise<void> {
    for (let read = 0; read < events; read += 1) {
      this.room = 1;
      for (const go of this.waiting.splice(0)) go();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  get messages(): string[] {
    return this.seen.flatMap((event) => (event.type === 'lines' ? event.lines.map(({ message }) => message) : []));
  }
}

function lines(from: number, to: number, text = ''): TailEvent {
  const all: LogLine[] = [];
  for (let id = from; id <= to; id += 1) {
    const at = new Date(Date.UTC(2026, 1, 9) + id * 1000).toISOString();
    all.push({ id: String(id), at, ingestedAt: at, stream: 's', group: 'g', message: `${id}${text}` });
  }
  return { type: 'lines', lines: all };
}

const status = (shown: number): TailEvent => ({
  type: 'status',
  state: 'following',
  by: 'live-tail',
  group: 'g',
  shown,
  dropped: 0,
  perSecond: 0,
  sampledPercent: 0,
  polledAt: '',
  endsAt: '',
});

test('a browser that keeps up gets everything at once', () => {
  const browser = new Browser(10);
  const outbox = new TailOutbox(browser);
  outbox.send(lines(1, 2));
  outbox.send(status(2));
  expect(browser.seen).toEqual([lines(1, 2), status(2)]);
  expect(outbox.shown).toBe(2);
});

test('a browser that is slow gets everything later, in order, and of how the tail stands the last word only', async () => {
  const browser = new Browser(1);
  const outbox = new TailOutbox(browser);
  outbox.send(lines(1, 1));
  for (const number of [2, 3]) {
    outbox.send(lines(number, number));
    outbox.send(status(number));
  }
  expect(browser.messages).toEqual(['1']);
  await browser.reads(3);
  expect(browser.seen).toEqual([lines(1, 1), lines(2, 2), lines(3, 3), status(3)]);
});

test('one that is too slow loses the oldest lines, and a gap says from when to when and how many', async () => {
  const browser = new Browser(1);
  const outbox = new TailOutbox(browser);
  outbox.send(lines(0, 0));
  for (let batch = 0; batch < 20; batch += 1) outbox.send(lines(batch * 500 + 1, batch * 500 + 500));
  expect(outbox.dropped).toBe(5_000);
  await browser.reads(30);
  const gaps = browser.seen.filter(({ type }) => type === 'gap');
  const [first] = (lines(1, 1) as { lines: LogLine[] }).lines;
  expect(gaps).toEqual([expect.objectContaining({ reason: 'slow-reader', lines: 5_000, from: first?.at })]);
  expect(browser.messages).toHaveLength(5_001);
  expect(browser.messages.at(-1)).toBe('10000');
  expect(outbox.shown + outbox.dropped).toBe(10_001);
});

test('few lines that are very long wait no more than many short ones', () => {
  const browser = new Browser(0);
  const outbox = new TailOutbox(browser);
  for (let id = 1; id <= 40; id += 1) outbox.send(lines(id, id, 'x'.repeat(100_000)));
  expect(outbox.dropped).toBeGreaterThanOrEqual(20);
});
