import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const found = 'node_modules/.cache/browser.json';
const browser = existsSync(found) ? JSON.parse(readFileSync(found, 'utf8')) : {};
const port = Number(process.env.TRIBUTARY_E2E_PORT ?? 3290);
const slowPort = port + 50;

/** A server of its own with its own practice accounts, whose delays are scaled by `delay`. */
function server(at: number, delay: string) {
  return {
    command: `node node_modules/next/dist/bin/next start -p ${at} -H 127.0.0.1`,
    url: `http://127.0.0.1:${at}/api/health`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
    env: {
      PORT: String(at),
      HOST: '127.0.0.1',
      TRIBUTARY_DATA: mkdtempSync(join(tmpdir(), 'tributary-e2e-')),
      TRIBUTARY_SANDBOX: 'on',
      TRIBUTARY_SANDBOX_DELAY: delay,
    },
  };
}

export default defineConfig({
  testDir: 'e2e',
  // One world of practice accounts serves all stories, so they run one after the other, each from a fresh landscape.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    {
      name: 'at once',
      testIgnore: 'propagation.spec.ts',
      use: { baseURL: `http://127.0.0.1:${port}` },
    },
    {
      name: 'with the delays of AWS',
      testMatch: 'propagation.spec.ts',
      use: { baseURL: `http://127.0.0.1:${slowPort}` },
    },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      ...(browser.env ? { env: { ...process.env, ...browser.env } } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  // IAM takes twice its time on the second server, so that what happens while it propagates can be watched.
  webServer: [server(port, '0'), server(slowPort, '2')],
});
