// `npm test`: installs what is missing and runs every check; its last line sums them all.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhatIsMissing, requireNode, root } from './install.mjs';
import { countsOf, playwrightCounts, vitestCounts } from './reports.mjs';

const reports = mkdtempSync(join(tmpdir(), 'tributary-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const skippedNames = [];
const failures = [];
const unrun = new Set(['unit', 'end to end']);

// However it ends, its last line says what came of it.
process.on('exit', (code) => {
  rmSync(reports, { recursive: true, force: true });
  if (code !== 0 && total.failed === 0) total.failed = 1;
  if (skippedNames.length > 0) console.log(`\nSkipped:\n${skippedNames.map((name) => `  ${name}`).join('\n')}`);
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
  if (unrun.size > 0) console.log(`\nNot run: ${[...unrun].join(', ')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

requireNode();
installWhatIsMissing();

const started = (env) => ({ cwd: root, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } });

function count(label, ok) {
  total[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(label);
  return ok;
}

/** A check beside which another may run: what it says comes in one piece, when it has ended. */
function check(label, script, ...args) {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    ...started(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(text));
  return new Promise((resolve) => {
    child.once('close', (status) => {
      console.log(`\n— ${label}`);
      process.stdout.write(Buffer.concat(said));
      resolve(count(label, status === 0));
    });
  });
}

/** A suite that writes a JSON report. */
function suite(label, script, args, env, file, counts) {
  console.log(`\n— ${label}`);
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    ...started(env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const found = countsOf(file, status, counts);
  for (const key of Object.keys(total)) total[key] += found[key];
  unrun.delete(label);
  skippedNames.push(...found.skippedNames);
  if (found.failed > 0) failures.push(label);
}

const bin = (path) => join('node_modules', path);

async function typesAndBuild() {
  await check('types: routes', bin('next/dist/bin/next'), 'typegen');
  await check('types', bin('typescript/bin/tsc'), '--noEmit');
  return check('build', 'lib/setup/build.mjs');
}

async function rules() {
  await check('lint', bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.');
  await check('architecture', 'lib/setup/architecture.mjs');
  await check('unused code', bin('knip/bin/knip.js'));
}

const [built] = await Promise.all([typesAndBuild(), rules()]);

const unit = join(reports, 'unit.json');
suite(
  'unit',
  bin('vitest/vitest.mjs'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
  {},
  unit,
  vitestCounts,
);

if (built && (await check('browser', 'lib/setup/browser.mjs'))) {
  const e2e = join(reports, 'e2e.json');
  suite(
    'end to end',
    bin('@playwright/test/cli.js'),
    ['test', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: e2e },
    e2e,
    playwrightCounts,
  );
}
