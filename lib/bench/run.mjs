// `npm run bench`: every figure in one run, on one machine, under one load.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale } from '../setup/build.mjs';
import { root } from '../setup/install.mjs';

process.chdir(root);
if (!buildIfStale()) process.exit(1);
const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
const steps = [
  [join('lib', 'setup', 'browser.mjs')],
  [join('node_modules', 'vitest', 'vitest.mjs'), 'bench', '--run'],
  ['--import', './lib/setup/typescript.mjs', join('lib', 'bench', 'figures.ts')],
];
process.exit(steps.reduce((failed, step) => failed || run(...step), 0));
