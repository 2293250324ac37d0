// Imported before anything that it stands in for: the first import of a test file.
import { afterAll, beforeAll, vi } from 'vitest';
import { letTimePass, stopTime } from './fault/virtual-time';
import { slow } from './slow';

/*
 * Stories of this file are told in this process: clients reach the practice accounts without a socket, the store is
 * memory, handlers run here, and time passes as fast as the work is done. `TRIBUTARY_SLOW=all` tells them on the real ones.
 */
if (!slow) tellInProcess();

function tellInProcess(): void {
  vi.doMock('@smithy/node-http-handler', async () => {
    return { NodeHttpHandler: (await import('@/lib/trial/sandbox/unserved-practice')).UnservedHandler };
  });
  vi.doMock('@/lib/sandbox/start', async () => {
    return { startSandbox: (await import('@/lib/trial/sandbox/unserved-practice')).startUnserved };
  });
  vi.doMock('@/lib/sandbox/lambda/runtime-process', () => import('./runtime-in-process'));
  vi.doMock('node:timers/promises', async (original) => {
    const { sleep } = await import('./fault/virtual-time');
    return { ...(await original<object>()), setTimeout: sleep };
  });
  const memory = () => import('@/lib/trial/fault/store-in-memory');
  vi.doMock('@/lib/store/connections', async () => (await memory()).connectionTable);
  vi.doMock('@/lib/store/plans', async () => (await memory()).planTable);
  vi.doMock('@/lib/store/wires', async () => (await memory()).wireTable);
  vi.doMock('@/lib/store/runs', async () => (await memory()).runTable);
  vi.doMock('@/lib/store/journal', async () => (await memory()).journalTable);
  vi.doMock('@/lib/store/leases', async () => (await memory()).leaseTable);
  vi.doMock('@/lib/trial/store/staged-run', async () => ({ fallSilent: (await memory()).fallSilent }));

  let stop = () => {};
  beforeAll(() => {
    stopTime();
    stop = letTimePass();
  });
  afterAll(() => {
    stop();
    vi.useRealTimers();
  });
}
