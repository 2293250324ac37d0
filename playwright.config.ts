import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { PracticeServer } from './e2e/practice';

const found = 'node_modules/.cache/browser.json';
const browser = existsSync(found) ? JSON.parse(readFileSync(found, 'utf8')) : {};

export default defineConfig<object, PracticeServer>({
  testDir: 'e2e',
  // One server serves all stories of a worker, so those of a file run one after the other.
  workers: 3,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    // IAM takes twice its time, so that what happens while it propagates can be watched. Others run while it waits.
    { name: 'with the delays of AWS', testMatch: 'propagation.spec.ts', use: { delay: '2' } },
    { name: 'at once', testIgnore: 'propagation.spec.ts' },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Pictures of every moment cost a tenth of the whole.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      ...(browser.env ? { env: { ...process.env, ...browser.env } } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
});
