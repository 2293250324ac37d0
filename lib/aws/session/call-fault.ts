import { isExpiry, isRefusal, isThrottling, isUnreadable, messageOf } from './refusal';
import { UnreadError } from './value-of';

/** Why a call came to nothing, as far as it decides what to do next. */
export type FaultNature =
  /** What stood there is no longer what the plan was made from. */
  | 'stale'
  | 'throttled'
  /** AWS is still busy with an earlier change of the same thing. */
  | 'in-use'
  /** A grant, a role or a function that AWS's services do not see: not granted, or not propagated yet. */
  | 'unready'
  /** A fault of AWS or of the network: the call may or may not have been carried out. */
  | 'transient'
  | 'refused'
  | 'other';

export type CallFault = {
  nature: FaultNature;
  code: string;
  /** AWS's words. */
  message: string;
  requestId: string | null;
  status: number | null;
};

/** What stands in AWS is not what the change was planned from. Nothing was written. */
export class StaleChangeError extends Error {
  readonly what: 'policy' | 'inline-policy' | 'mapping' | 'consumer' | 'unreadable-policy';

  constructor(what: StaleChangeError['what'], message: string) {
    super(message);
    this.name = 'StaleChange';
    this.what = what;
  }
}

/** AWS is still busy with what must end first. */
export class StillBusyError extends Error {}

/**
 * Texts with which AWS refuses a mapping or a policy while a grant, a role or a function is missing or not seen yet
 * (domain: failures F01, F02, F05, F18, F25, F56, F62, F67, F69).
 */
const unready = [
  /cannot access stream/i,
  /cannot be assumed by lambda/i,
  /failed to assume your function execution role/i,
  /execution role does not have permissions/i,
  /function does not exist/i,
  /invalid principal|principal was not found|invalid.*principals/i,
];

type ErrorFields = {
  name?: unknown;
  $metadata?: { requestId?: string; httpStatusCode?: number };
  $response?: { statusCode?: number };
  $fault?: 'client' | 'server';
};

/** Reads any error that a client threw. */
export function callFault(error: unknown): CallFault {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as ErrorFields;
  const status = fields.$metadata?.httpStatusCode ?? fields.$response?.statusCode ?? null;
  const code = typeof fields.name === 'string' ? fields.name : 'Error';
  const message = messageOf(error);
  const requestId = fields.$metadata?.requestId ?? null;
  const unreadable = isUnreadable(error);
  return {
    nature: unreadable ? 'transient' : natureOf(error, code, message, status, fields.$fault),
    code: unreadable ? 'UnreadableAnswer' : code,
    message,
    requestId,
    status,
  };
}

function natureOf(
  error: unknown,
  code: string,
  message: string,
  status: number | null,
  fault?: 'client' | 'server',
): FaultNature {
  if (error instanceof StaleChangeError) return 'stale';
  // A quota that is used up does not come back by waiting (domain: failures F71).
  if ((isThrottling(error) || status === 429) && !/exceed quota/i.test(message)) return 'throttled';
  if (code === 'ResourceInUseException' || error instanceof StillBusyError) return 'in-use';
  if (unready.some((pattern) => pattern.test(message)) && status !== null && status < 500) return 'unready';
  if (isRefusal(error)) return 'refused';
  // Renewing did not help yet: whoever signs for the server may still be renewing its own.
  if (isExpiry(error)) return 'transient';
  if (error instanceof UnreadError && error.state === 'failed') return 'transient';
  if (fault === 'server' || (status !== null && status >= 500)) return 'transient';
  return isNetworkFault(code, message) ? 'transient' : 'other';
}

function isNetworkFault(code: string, message: string): boolean {
  return (
    code === 'TimeoutError' ||
    code === 'AbortError' ||
    /ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|closed connection/i.test(message)
  );
}
