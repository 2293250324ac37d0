import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation.node.ts',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const stamp = join(root, '.next', 'built');

/** Tests, harnesses and measurements: nothing of them is built. */
const unbuilt = /\.test\.tsx?$|^lib\/(trial|bench)$/;

function addTo(hash, base, source) {
  const path = join(base, source);
  if (unbuilt.test(source) || !existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, base, `${source}/${name}`);
  } else {
    hash.update(source).update('\0').update(readFileSync(path));
  }
}

/** The same for as long as a build of what is under `base` would come out the same. */
export function fingerprint(base = root) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, base, source);
  return hash.digest('hex');
}

/** Builds when the sources differ from those of the last build. True when there is a build of just these sources. */
export function buildIfStale() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  console.log('Building …');
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status === 0) writeFileSync(stamp, wanted);
  return status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildIfStale() ? 0 : 1;
