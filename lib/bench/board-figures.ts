import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type LongestTask, longestTask } from './longest-task';
import type { Size } from './made-world';
import type { ProductionServer } from './production-server';

export type BoardFigure = {
  /** Shipped for the board, compressed, in KiB. */
  script: number;
  /** From asking for the page to the first row on it, milliseconds; the server knows nothing yet. */
  firstRow: number;
  /** The same until every wire is counted. */
  everyWire: number;
  /** The same from a server that has read the lists before. */
  firstRowAgain: number;
  elements: number;
  scrolling: Record<'board' | 'table', LongestTask>;
  /** From the last letter of a filter to the rows it leaves, milliseconds. */
  filter: number;
};

const scrollsFor = 15_000;
const views = { board: '/', table: '/?view=table' } as const;
const row = 'li[aria-posinset], tr[aria-rowindex="2"]';

/** The board in a browser: what it costs to open, to scroll and to filter. */
export async function boardFigure(server: ProductionServer, size: Size): Promise<BoardFigure> {
  const browser = await launch();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    const script = await countScript(page);
    const began = performance.now();
    await page.goto(server.origin);
    await page.locator(row).first().waitFor();
    const firstRow = performance.now() - began;
    await page.getByRole('heading', { level: 1, name: size.wires.toLocaleString('en') }).waitFor();
    const everyWire = performance.now() - began;
    const scrolling = {
      board: await scroll(browser, page, server, 'board'),
      table: await scroll(browser, page, server, 'table'),
    };
    const again = performance.now();
    await page.goto(server.origin);
    await page.locator(row).first().waitFor();
    const firstRowAgain = performance.now() - again;
    await page.getByRole('heading', { level: 1, name: size.wires.toLocaleString('en') }).waitFor();
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    return { script: script(), firstRow, everyWire, firstRowAgain, elements, scrolling, filter: await filter(page) };
  } finally {
    await browser.close();
  }
}

async function launch(): Promise<Browser> {
  const found = 'node_modules/.cache/browser.json';
  const { executablePath, env } = existsSync(found) ? JSON.parse(readFileSync(found, 'utf8')) : {};
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Counts from now on the bytes of script as they came over the wire. */
async function countScript(page: Page): Promise<() => number> {
  const scripts = new Set<string>();
  let bytes = 0;
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType)) scripts.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes / 1024;
}

/** Scrolls as fast as a wheel turns, through at least one reading of the inventory. */
async function scroll(browser: Browser, page: Page, server: ProductionServer, view: keyof typeof views) {
  await page.goto(`${server.origin}${views[view]}`);
  await page.locator(row).first().waitFor();
  await page.mouse.move(720, 500);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  const until = performance.now() + scrollsFor;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.mouse.wheel(0, turn % 400 < 200 ? 500 : -500);
    await page.waitForTimeout(16);
  }
  return longestTask(await browser.stopTracing());
}

async function filter(page: Page): Promise<number> {
  await page.getByRole('searchbox').pressSequentially('telemetry-events-0001');
  return page.evaluate(async () => {
    const began = performance.now();
    const input = document.querySelector<HTMLInputElement>('input[type=search]');
    if (!input) return Number.NaN;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'telemetry-events-00011');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const rows = () => document.querySelectorAll('li[aria-posinset] bdi').length;
    while (rows() === 0 || rows() > 3) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  });
}
