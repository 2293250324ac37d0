import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { slow } from '@/lib/trial/slow';
import type { Entry, WriterSays } from '@/lib/trial/store/staged-writer';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running = new Set<Writer>();
afterEach(() => Promise.all([...running].map((writer) => writer.kill())));

/** A writer on the folder, with what it said so far. */
class Writer {
  readonly said: WriterSays[] = [];
  readonly ended: Promise<NodeJS.Signals | number | null>;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();

  constructor() {
    running.add(this);
    const { DATABASE_URL: _, ...env } = process.env;
    this.child = fork('lib/trial/store/staged-writer.ts', {
      execArgv: ['--import', './lib/setup/typescript.mjs'],
      env: { ...env, TRIBUTARY_DATA: folder },
    });
    this.child.on('message', (message: WriterSays) => {
      this.said.push(message);
      for (const wake of this.waiting) wake();
      this.waiting.clear();
    });
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(signal ?? code)));
  }

  /** The first word of this kind, or the `nth` one. */
  async says<Says extends WriterSays['says']>(says: Says, nth = 1): Promise<Extract<WriterSays, { says: Says }>> {
    for (;;) {
      const heard = this.said.filter((one): one is Extract<WriterSays, { says: Says }> => one.says === says);
      const [found] = heard.slice(nth - 1);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  async kill(): Promise<void> {
    running.delete(this);
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Each step's last turn that was acknowledged, and the last that was asked for. */
  turns(says: 'writing' | 'written'): Map<string, Entry> {
    return new Map(this.said.flatMap((one) => (one.says === says ? [[keyOf(one.entry), one.entry]] : [])));
  }
}

function keyOf({ run, step }: Entry): string {
  return `${run} ${step}`;
}

const upTo = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds * Math.random()));

type Moment = (writer: Writer) => Promise<unknown>;

/** When each writer is killed: while it opens, at a word of its own, or any time after it began to write. */
const moments: Moment[] = [
  (writer) => writer.says('written', 7),
  (writer) => writer.says('opening').then(() => upTo(300)),
  (writer) => writer.says('writing', 17),
  (writer) => writer.says('written', 60),
  (writer) => writer.says('found'),
];

const moreMoments: Moment[] = [
  (writer) => writer.says('written', 1),
  (writer) => writer.says('writing', 3),
  ...Array.from({ length: 4 }, () => (writer: Writer) => writer.says('written').then(() => upTo(150))),
];

it('has every acknowledged write, and none by half, however often the process is killed while it writes', {
  timeout: 300_000,
}, async () => {
  const asked = new Map<string, Entry>();
  const acknowledged = new Map<string, Entry>();
  for (const moment of slow ? [...moreMoments, ...moments] : moments) {
    const writer = new Writer();
    await moment(writer);
    await writer.kill();
    const found = writer.said.find((one) => one.says === 'found');
    if (found) {
      expect(found.broken).toEqual([]);
      const there = new Map(found.entries.map((entry) => [keyOf(entry), entry.turn]));
      for (const [key, { turn }] of acknowledged) expect(there.get(key), key).toBeGreaterThanOrEqual(turn);
      for (const [key, turn] of there) expect(asked.get(key)?.turn, key).toBeGreaterThanOrEqual(turn);
    }
    for (const [key, entry] of writer.turns('writing')) asked.set(key, entry);
    for (const [key, entry] of writer.turns('written')) acknowledged.set(key, entry);
  }
  expect(acknowledged.size).toBeGreaterThan(slow ? 20 : 10);
});

it('refuses a second process in clear words, and opens at once when the first was killed', async () => {
  const first = new Writer();
  await first.says('found');
  const second = new Writer();
  expect((await second.says('refused')).message).toMatch(
    /^The data folder .*\/database is in use by another Tributary process\. Stop that process, or give this one/,
  );
  expect(await second.ended).toBe(3);
  // The one that has it is not disturbed.
  await first.says('written', first.said.filter(({ says }) => says === 'written').length + 1);
  await first.kill();
  const third = new Writer();
  await third.says('found');
  await third.kill();
});
