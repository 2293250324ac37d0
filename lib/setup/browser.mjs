// Finds a Chromium that really starts, installing one only when none does.
// Order: CHROME_PATH, the last one found, PATH, Playwright's own, then what a bare machine gets: @sparticuz/chromium
// where there is one for it (Linux on x64), Playwright's download, apt-get. TRIBUTARY_BROWSER=package begins there,
// whatever somebody installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { root } from './install.mjs';

const found = join(root, 'node_modules', '.cache', 'browser.json');
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const places = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The version of the candidate, `null` when it does not start and draw. */
async function versionOf(candidate) {
  if (!candidate?.executablePath || !existsSync(candidate.executablePath)) return null;
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: candidate.executablePath,
      env: { ...process.env, ...candidate.env },
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      timeout: 30_000,
    });
    const page = await browser.newPage();
    await page.setContent('<p>ok</p>');
    return (await page.textContent('p')) === 'ok' ? browser.version() : null;
  } catch {
    return null;
  } finally {
    await browser?.close();
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return { executablePath: onPath ?? places.find(existsSync) };
}

function playwrightInstall() {
  const cli = join(dirname(fileURLToPath(import.meta.resolve('@playwright/test/package.json'))), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 180_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
  return { executablePath: chromium.executablePath() };
}

async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // Makes the package unpack its own NSS and NSPR, which a bare system lacks.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  return { executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } };
}

function fromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const apt = (...args) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
  return installed();
}

const finding = [
  ['CHROME_PATH', () => ({ executablePath: process.env.CHROME_PATH })],
  ['found before', () => (existsSync(found) ? JSON.parse(readFileSync(found, 'utf8')) : undefined)],
  ['installed', installed],
  ['Playwright', () => ({ executablePath: chromium.executablePath() })],
];
const installing = [
  ['@sparticuz/chromium', fromPackage],
  ['playwright install', playwrightInstall],
  ['apt-get', fromDebian],
];

function stepsFor(wanted) {
  if (wanted === 'package') return installing;
  if (!wanted) return [...finding, ...installing];
  console.error(`TRIBUTARY_BROWSER may be "package" or nothing, not "${wanted}".`);
  process.exit(1);
}

for (const [name, step] of stepsFor(process.env.TRIBUTARY_BROWSER)) {
  const candidate = await Promise.resolve()
    .then(step)
    .catch((error) => console.error(`${name}: ${error.message.split('\n')[0]}`));
  const version = await versionOf(candidate);
  if (version !== null) {
    mkdirSync(dirname(found), { recursive: true });
    writeFileSync(found, JSON.stringify(candidate));
    console.log(`browser: Chromium ${version}, ${candidate.executablePath} (${name})`);
    process.exit(0);
  }
}
console.error(
  'No Chromium could be found or installed. Install one, or name it: CHROME_PATH=/path/to/chromium npm test',
);
process.exit(1);
