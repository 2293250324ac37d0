import {
  CloudWatchLogsClient,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Refusal } from '@/lib/wiring/read';
import { isAbsence, isRefusal, messageOf, refusalOf } from '../session/refusal';
import type { Session } from '../session/session';
import { logGroupArn } from './read';

/** What came in one second. Live Tail gives its lines no ids; `sampled`: there were more than it shows. */
export type LiveUpdate = { lines: Omit<LogLine, 'id'>[]; sampled: boolean };

export type OpenedLiveTail =
  /** The updates end when AWS ends the session after its three hours, and throw where the connection is lost. */
  | { state: 'open'; updates: AsyncGenerator<LiveUpdate, void> }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'absent' }
  /** All sessions of the account are taken, or the group, the Region or the endpoint has no Live Tail. */
  | { state: 'not-offered'; reason: 'limit' | 'unsupported'; message: string }
  | { state: 'failed'; message: string };

/** AWS sends an update every second, also an empty one: what is silent for so long is lost. */
const longestSilenceMilliseconds = 12_000;

/**
 * Starts a Live Tail session of one log group; `pattern` is CloudWatch's filter syntax. AWS bills the session until
 * `signal` is aborted or its updates are left.
 */
export async function openLiveTail(
  session: Session,
  { group, pattern }: { group: string; pattern: string | null },
  signal: AbortSignal,
  silenceMilliseconds = longestSilenceMilliseconds,
): Promise<OpenedLiveTail> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  const arn = logGroupArn(session, group);
  const command = new StartLiveTailCommand({
    logGroupIdentifiers: [arn],
    ...(pattern ? { logEventFilterPattern: pattern } : {}),
  });
  try {
    const { responseStream } = await session
      .streamingClient(CloudWatchLogsClient)
      .send(command, { abortSignal: leaving.signal });
    if (!responseStream) throw new Error('The endpoint answered without responseStream.');
    const end = () => {
      signal.removeEventListener('abort', leave);
      leave();
    };
    return { state: 'open', updates: updatesOf(responseStream, group, silenceMilliseconds, end) };
  } catch (error) {
    signal.removeEventListener('abort', leave);
    return notOpened(session, arn, error);
  }
}

async function* updatesOf(
  stream: AsyncIterable<StartLiveTailResponseStream>,
  group: string,
  silenceMilliseconds: number,
  end: () => void,
): AsyncGenerator<LiveUpdate, void> {
  const events = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await soon(events.next(), silenceMilliseconds);
      // AWS ends a session with an exception; a connection that just closes was lost on the way.
      if (done) throw new Error('The connection to Live Tail was closed.');
      if (value.sessionUpdate) yield updateOf(value, group);
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'SessionTimeoutException')) throw error;
  } finally {
    end();
  }
}

async function soon<T>(next: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    const words = `Live Tail was silent for ${milliseconds / 1000} seconds.`;
    timer = setTimeout(() => reject(new Error(words)), milliseconds);
  });
  try {
    return await Promise.race([next, silent]);
  } finally {
    clearTimeout(timer);
  }
}

function updateOf({ sessionUpdate }: StartLiveTailResponseStream, group: string): LiveUpdate {
  const lines = (sessionUpdate?.sessionResults ?? []).map((event) => ({
    at: new Date(event.timestamp ?? 0).toISOString(),
    ingestedAt: new Date(event.ingestionTime ?? event.timestamp ?? 0).toISOString(),
    stream: event.logStreamName ?? '',
    group,
    message: event.message ?? '',
  }));
  return { lines, sampled: sessionUpdate?.sessionMetadata?.sampled ?? false };
}

function notOpened(session: Session, arn: string, error: unknown): OpenedLiveTail {
  const message = messageOf(error);
  if (isRefusal(error)) {
    const refusal = refusalOf(error, session.principalArn, 'logs:StartLiveTail', arn);
    const principal = refusal.principal === session.principalArn ? session.connection.roleArn : refusal.principal;
    // Policies name a group with `:*` behind it; AWS's message names the stream that there is none of.
    return { state: 'refused', refusal: { ...refusal, principal, resource: `${arn}:*` } };
  }
  if (isAbsence(error)) return { state: 'absent' };
  if (named(error) === 'LimitExceededException') return { state: 'not-offered', reason: 'limit', message };
  if (isUnsupported(error)) return { state: 'not-offered', reason: 'unsupported', message };
  return { state: 'failed', message };
}

/** Emulators and some Regions do not know the operation, or have no such host. */
function isUnsupported(error: unknown): boolean {
  const { code, $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  const names = ['InvalidOperationException', 'UnknownOperationException', 'UnsupportedOperation', 'NotImplemented'];
  return code === 'ENOTFOUND' || $metadata?.httpStatusCode === 501 || names.includes(named(error));
}

function named(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
