import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whose tests replace no module and leave nothing behind: they run in one process, which reads a module once. */
const sharing = ['components', 'lib/messages', 'lib/policy', 'lib/sandbox', 'lib/wiring'];

/** Folders of the tests that take longest, which should not be the last. */
const long = ['lib/trial/kill/', 'lib/trial/story/', 'lib/trial/', 'lib/service/', 'lib/store/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((folder) => moduleId.includes(`/${folder}`));
      return place === -1 ? long.length : place;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

const testsOf = (folders: string) => `${folders}/**/*.test.{ts,tsx}`;
const shared = sharing.map(testsOf);

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Left to itself Vitest spares a core, which on two is half of them.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: [testsOf('{app,lib}')], exclude: shared } },
      { extends: true, test: { name: 'together', include: shared, isolate: false } },
    ],
  },
});
