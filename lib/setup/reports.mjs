import { readFileSync } from 'node:fs';

/** What Vitest's JSON report counts, and the names of what was skipped. A file that did not load is one failure more. */
export function vitestCounts({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (status) => tests.filter((test) => test.status === status).length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: of('passed'),
    failed: of('failed') + unloaded.length,
    skipped: skipped.length,
    skippedNames: skipped.map(({ fullName }) => fullName),
  };
}

/** What Playwright's JSON report counts. What failed outside a story, such as a file that did not load, is a failure too. */
export function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    skippedNames: [],
  };
}

/**
 * What a suite came to, by its report and the status with which it ended. A report that is missing or only half written
 * is a failure, and so is a bad end of which the report knows nothing.
 */
export function countsOf(file, ended, counts) {
  const read = reportIn(file, counts);
  return { ...read, failed: ended === 0 ? read.failed : Math.max(1, read.failed) };
}

function reportIn(file, counts) {
  try {
    return counts(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  }
}
