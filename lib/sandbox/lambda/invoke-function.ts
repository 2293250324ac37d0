import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { recordMetric } from '../cloudwatch/series';
import type { World } from '../world';
import { actAs, type RoleSession } from './execution-role';
import {
  abortLine,
  type InvocationLog,
  initLine,
  invocationLog,
  logStreamName,
  reportLine,
  writeInvocationLog,
} from './invocation-log';
import type { FunctionRecord } from './lambda-state';
import { pythonAvailable } from './python';
import type { HandlerOutcome } from './runtime-process';
import { type Runtime, withRuntime } from './warm-runtimes';

export type Invocation = {
  requestId: string;
  /** The function's answer, or the error as JSON. */
  payload: string;
  failed: boolean;
  /** The lines of this invocation. */
  log: string;
};

export type Throttled = { throttled: true; reason: string };

/** Concurrent invocations that an account may have in a Region. */
export const accountConcurrency = 1000;

/** Invocations under way, by world and function ARN. Not part of the world: a restart ends them all. */
const underWay = new WeakMap<World, Map<string, number>>();

/**
 * Invokes a function as Lambda does: within its concurrency, under its execution role, with log lines and metrics.
 * @throws Fault when the execution role cannot be assumed
 */
export async function invokeFunction(
  world: World,
  clock: Clock,
  record: FunctionRecord,
  event: string,
): Promise<Invocation | Throttled> {
  const [, , , region = '', accountId = ''] = record.arn.split(':');
  const metric = (name: string, value: number, unit: 'Count' | 'Milliseconds') =>
    recordMetric(world, accountId, region, {
      namespace: 'AWS/Lambda',
      name,
      dimensions: [{ name: 'FunctionName', value: record.name }],
      value,
      unit,
      at: clock.now(),
    });

  const reason = throttleReason(world, record);
  if (reason) {
    metric('Throttles', 1, 'Count');
    return { throttled: true, reason };
  }
  const role = actAs(world, clock, record.role, region, record.name);
  metric('ConcurrentExecutions', count(world, record, 1), 'Count');
  try {
    const { invocation, duration } = await runInvocation(clock, record, role, event);
    metric('Invocations', 1, 'Count');
    metric('Errors', invocation.failed ? 1 : 0, 'Count');
    metric('Duration', duration, 'Milliseconds');
    return invocation;
  } finally {
    count(world, record, -1);
  }
}

function throttleReason(world: World, record: FunctionRecord): string | null {
  const counts = underWay.get(world) ?? new Map<string, number>();
  const reserved = record.reservedConcurrency;
  if (reserved !== null && (counts.get(record.arn) ?? 0) >= reserved) {
    return 'ReservedFunctionConcurrentInvocationLimitExceeded';
  }
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
  return all >= accountConcurrency ? 'ConcurrentInvocationLimitExceeded' : null;
}

function count(world: World, record: FunctionRecord, change: 1 | -1): number {
  const counts = underWay.get(world) ?? new Map<string, number>();
  underWay.set(world, counts);
  const now = (counts.get(record.arn) ?? 0) + change;
  if (now === 0) counts.delete(record.arn);
  else counts.set(record.arn, now);
  return now;
}

async function runInvocation(clock: Clock, record: FunctionRecord, role: RoleSession, event: string) {
  const requestId = randomUUID();
  const log = invocationLog(clock);
  const { outcome, duration, logStream } =
    record.runtime.startsWith('python') && !pythonAvailable()
      ? withoutPython(clock, log)
      : await withRuntime(
          record,
          () => logStreamName(clock),
          (runtime) => runHandler(clock, record, runtime, { requestId, event }, log),
        );
  await writeInvocationLog(role, record, logStream, log.events);
  const failed = outcome.type !== 'result';
  const payload =
    outcome.type === 'result' ? outcome.payload : JSON.stringify(errorPayload(outcome, record, requestId));
  const text = log.events.map(({ message }) => message).join('');
  return { invocation: { requestId, payload, failed, log: text }, duration };
}

async function runHandler(
  clock: Clock,
  record: FunctionRecord,
  runtime: Runtime,
  request: { requestId: string; event: string },
  log: InvocationLog,
) {
  const { requestId } = request;
  if (runtime.cold) log.add(initLine(record));
  log.add(`START RequestId: ${requestId} Version: $LATEST`);
  const startedAt = performance.now();
  const outcome = await runtime.process.run(
    {
      ...request,
      handler: record.handler,
      functionName: record.name,
      functionArn: record.arn,
      memoryMb: record.memoryMb,
      logGroup: record.logGroup,
      logStream: runtime.logStream,
      timeoutSeconds: record.timeoutSeconds,
    },
    log.add,
  );
  const duration = performance.now() - startedAt;
  const abort = abortLine(outcome, record, requestId, clock);
  if (abort) log.add(abort);
  log.add(`END RequestId: ${requestId}`);
  const memoryMb = 'memoryMb' in outcome ? outcome.memoryMb : record.memoryMb;
  log.add(reportLine(record, requestId, { duration, memoryMb }));
  return { outcome, duration, logStream: runtime.logStream };
}

function withoutPython(clock: Clock, log: InvocationLog) {
  const errorMessage = 'This machine has no python3, so the practice accounts cannot run a Python handler.';
  log.add(`[ERROR] Runtime.Unavailable: ${errorMessage}`);
  const outcome: HandlerOutcome = {
    type: 'error',
    error: { errorType: 'Runtime.Unavailable', errorMessage, trace: [] },
    memoryMb: 0,
  };
  return { outcome, duration: 0, logStream: logStreamName(clock) };
}

function errorPayload(outcome: HandlerOutcome, record: FunctionRecord, requestId: string) {
  if (outcome.type === 'error') return outcome.error;
  if (outcome.type === 'timeout') {
    const seconds = record.timeoutSeconds.toFixed(2);
    return {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
    };
  }
  const reason = outcome.type === 'exit' ? outcome.reason : '';
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`,
  };
}
