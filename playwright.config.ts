import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const found = 'node_modules/.cache/browser.json';
const browser = existsSync(found) ? JSON.parse(readFileSync(found, 'utf8')) : {};
const port = 3290;

export default defineConfig({
  testDir: 'e2e',
  // One world of practice accounts serves all stories, so they run one after the other, each from a fresh landscape.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      ...(browser.env ? { env: { ...process.env, ...browser.env } } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  webServer: {
    command: `node node_modules/next/dist/bin/next start -p ${port} -H 127.0.0.1`,
    url: `http://127.0.0.1:${port}/api/health`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      TRIBUTARY_DATA: mkdtempSync(join(tmpdir(), 'tributary-e2e-')),
      TRIBUTARY_SANDBOX: 'on',
      TRIBUTARY_SANDBOX_DELAY: '0',
    },
  },
});
