import type { FunctionRecord } from './lambda-state';
import { type RuntimeProcess, startRuntime } from './runtime-process';

/** A process that stays after a request, as an execution environment of Lambda does, with its own log stream. */
export type Runtime = { process: RuntimeProcess; logStream: string; cold: boolean };

type Kept = Runtime & { key: string; idle: NodeJS.Timeout | null };

/** Handlers that run at the same moment, whatever the number of functions: this is somebody's laptop. */
const atOnce = 4;
const keptAtMost = 12;
const idleMilliseconds = 60_000;

const kept = new Set<Kept>();
const waiting: (() => void)[] = [];
let running = 0;

/** Runs `use` with a process that has the function's present code, started now or still warm. */
export async function withRuntime<T>(
  record: FunctionRecord,
  newLogStream: () => string,
  use: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  await enter();
  const runtime = warmRuntime(record) ?? coldRuntime(record, newLogStream());
  try {
    return await use(runtime);
  } finally {
    rest(runtime);
    leave();
  }
}

/** Ends every handler's process, busy or not. */
export function closeRuntimes(): void {
  for (const runtime of kept) drop(runtime);
}

process.once('exit', closeRuntimes);

async function enter(): Promise<void> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
}

function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function keyOf(record: FunctionRecord): string {
  return `${record.arn} ${record.revision}`;
}

function warmRuntime(record: FunctionRecord): Kept | undefined {
  const key = keyOf(record);
  for (const runtime of kept) {
    if (runtime.key !== key || runtime.idle === null || !runtime.process.alive()) continue;
    clearTimeout(runtime.idle);
    runtime.idle = null;
    runtime.cold = false;
    return runtime;
  }
  return undefined;
}

function coldRuntime(record: FunctionRecord, logStream: string): Kept {
  for (const runtime of kept) {
    if (kept.size < keptAtMost) break;
    if (runtime.idle !== null) drop(runtime);
  }
  const runtime: Kept = { key: keyOf(record), process: startRuntime(record), logStream, cold: true, idle: null };
  kept.add(runtime);
  return runtime;
}

function rest(runtime: Kept): void {
  if (!runtime.process.alive()) {
    drop(runtime);
    return;
  }
  // The longest idle is the first in the set, so that it is the first to go.
  kept.delete(runtime);
  kept.add(runtime);
  runtime.idle = setTimeout(() => drop(runtime), idleMilliseconds);
  runtime.idle.unref();
}

function drop(runtime: Kept): void {
  if (runtime.idle) clearTimeout(runtime.idle);
  kept.delete(runtime);
  runtime.process.kill();
}
