import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { Fault } from '../service';
import type { RoleSession } from './execution-role';
import type { FunctionRecord } from './lambda-state';
import type { HandlerOutcome } from './runtime-process';

export type LogEvent = { timestamp: number; message: string };

/** The lines of one invocation, in Lambda's words. */
export type InvocationLog = {
  events: LogEvent[];
  add: (text: string) => void;
};

export function invocationLog(clock: Clock): InvocationLog {
  const events: LogEvent[] = [];
  return { events, add: (text) => void events.push({ timestamp: clock.now(), message: `${text}\n` }) };
}

/** `2026/11/20/[$LATEST]` and 32 hexadecimal digits. */
export function logStreamName(clock: Clock): string {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
}

export function initLine(record: FunctionRecord): string {
  const region = record.arn.split(':')[3];
  const version = record.runtime.replace(/^(nodejs|python)/, '$1:').replace(/\.x$/, '');
  const digest = createHash('sha256').update(record.runtime).digest('hex');
  return `INIT_START Runtime Version: ${version}.v1\tRuntime Version ARN: arn:aws:lambda:${region}::runtime:${digest}`;
}

/** The line that Lambda itself writes when the handler gave no answer. */
export function abortLine(outcome: HandlerOutcome, record: FunctionRecord, requestId: string, clock: Clock) {
  const at = new Date(clock.now()).toISOString();
  if (outcome.type === 'timeout') {
    return `${at} ${requestId} Task timed out after ${record.timeoutSeconds.toFixed(2)} seconds\n`;
  }
  return outcome.type === 'exit' ? `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.reason}` : null;
}

export function reportLine(
  record: FunctionRecord,
  requestId: string,
  run: { duration: number; memoryMb: number },
): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${run.duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(run.duration)} ms`,
    `Memory Size: ${record.memoryMb} MB`,
    `Max Memory Used: ${Math.min(run.memoryMb, record.memoryMb)} MB`,
  ];
  return `${parts.join('\t')}\t`;
}

/** Writes the lines as the execution role. Without the right to, there is no log and nobody is told, as on AWS. */
export async function writeInvocationLog(
  role: RoleSession,
  record: FunctionRecord,
  logStreamName: string,
  logEvents: LogEvent[],
): Promise<void> {
  const logGroupName = record.logGroup;
  const put = () => role.call('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
  try {
    await put();
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== 'ResourceNotFoundException') return;
    await quietly(role.call('logs', 'CreateLogGroup', { logGroupName }));
    await quietly(role.call('logs', 'CreateLogStream', { logGroupName, logStreamName }));
    await quietly(put());
  }
}

async function quietly(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
}
