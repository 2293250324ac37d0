import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from './build.mjs';

const base = mkdtempSync(join(tmpdir(), 'tributary-sources-'));

function write(path: string): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), path);
}

beforeAll(() => write('lib/wiring/need.ts'));
afterAll(() => rmSync(base, { recursive: true }));

test.each(['lib/wiring/part.ts', 'components/board/board.tsx', 'lib/trialled.ts', 'app/page.tsx'])(
  '%s makes a build stale',
  (path) => {
    const before = fingerprint(base);
    write(path);
    expect(fingerprint(base)).not.toBe(before);
  },
);

test.each([
  'lib/wiring/need.test.ts',
  'components/board/board.test.tsx',
  'lib/trial/wire-trial.ts',
  'lib/trial/kill/held-journal.mjs',
  'lib/bench/run.mjs',
])('%s leaves a build as it is', (path) => {
  const before = fingerprint(base);
  write(path);
  expect(fingerprint(base)).toBe(before);
});
