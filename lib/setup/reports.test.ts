import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { countsOf, playwrightCounts, vitestCounts } from './reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tributary-reports-'));
const file = join(folder, 'report.json');

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (status: string, ...tests: [status: string, fullName: string][]) => ({
  status,
  assertionResults: tests.map(([one, fullName]) => ({ status: one, fullName })),
});

const storiesOf = (unexpected: number, errors: object[] = []) => ({
  stats: { expected: 7, unexpected, flaky: 1, skipped: 2 },
  errors,
});

function written(report: object): string {
  writeFileSync(file, JSON.stringify(report));
  return file;
}

describe('the report of a suite', () => {
  test('counts each test, and names what was skipped', () => {
    const testResults = [
      fileOf('passed', ['passed', 'adds'], ['pending', 'divides']),
      fileOf('failed', ['failed', 'subtracts']),
    ];
    const skippedNames = ['divides'];
    expect(countsOf(written({ testResults }), 1, vitestCounts)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      skippedNames,
    });
  });

  test('counts a file that did not load beside the tests that failed', () => {
    const testResults = [fileOf('failed', ['failed', 'subtracts']), fileOf('failed'), fileOf('failed')];
    expect(countsOf(written({ testResults }), 1, vitestCounts)).toMatchObject({ passed: 0, failed: 3 });
  });

  test('counts stories, and a file of stories that did not load', () => {
    expect(countsOf(written(storiesOf(1)), 1, playwrightCounts)).toMatchObject({ passed: 7, failed: 2, skipped: 2 });
    const errors = [{ message: 'no such module' }];
    expect(countsOf(written(storiesOf(0, errors)), 1, playwrightCounts)).toMatchObject({ passed: 7, failed: 2 });
  });

  test.each<[string, () => void]>([
    ['is missing', () => rmSync(file, { force: true })],
    ['is half written', () => writeFileSync(file, '{"testResults": [')],
    ['says something else', () => writeFileSync(file, '{}')],
  ])('is a failure where it %s, however the suite ended', (_, make) => {
    make();
    vi.spyOn(console, 'error').mockReturnValue();
    expect(countsOf(file, 0, vitestCounts)).toMatchObject({ passed: 0, failed: 1 });
    expect(countsOf(file, null, vitestCounts)).toMatchObject({ passed: 0, failed: 1 });
  });

  test('is a failure where the suite ended badly and it knows of none', () => {
    const testResults = [fileOf('passed', ['passed', 'adds'])];
    expect(countsOf(written({ testResults }), 1, vitestCounts)).toMatchObject({ passed: 1, failed: 1 });
  });
});
