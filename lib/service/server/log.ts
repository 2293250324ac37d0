import pino, { type Logger } from 'pino';

const secret = [
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'credentials',
  'authorization',
  'Authorization',
  'externalId',
];

/** The server's log: one JSON line an event, never a request's body, never a credential. */
function createLog(): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' || process.env.VITEST ? 'silent' : 'info'),
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { error: withoutInnards, err: withoutInnards },
    },
    process.stdout,
  );
}

export const log = createLog();

/** An error of the SDK carries its request and response; only what names the fault is worth a line. */
function withoutInnards(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}
