import type { KnownFault } from '../known-fault';
import type { AwsServices } from '../service';
import { StaleChangeError, StillBusyError } from './change-errors';
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

type ErrorFields = {
  name?: unknown;
  $metadata?: { requestId?: string; httpStatusCode?: number };
  $response?: { statusCode?: number };
  $fault?: 'client' | 'server';
};

/** Reads any error that a client of one of these services threw. */
export function callFault(error: unknown, services: AwsServices): CallFault {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as ErrorFields;
  const status = fields.$metadata?.httpStatusCode ?? fields.$response?.statusCode ?? null;
  const code = typeof fields.name === 'string' ? fields.name : 'Error';
  const message = messageOf(error);
  const requestId = fields.$metadata?.requestId ?? null;
  const unreadable = isUnreadable(error);
  const meanings = meaningsOf(
    code,
    message,
    services.flatMap(({ faults = [] }) => faults),
  );
  return {
    nature: unreadable ? 'transient' : natureOf(error, code, message, status, meanings, fields.$fault),
    code: unreadable ? 'UnreadableAnswer' : code,
    message,
    requestId,
    status,
  };
}

/** An error does not tell which service it came from, so the faults of all are held against it. */
function meaningsOf(code: string, message: string, faults: readonly KnownFault[]): Set<KnownFault['means']> {
  const met = faults.filter((fault) => ('code' in fault ? fault.code === code : fault.text.test(message)));
  return new Set(met.map(({ means }) => means));
}

function natureOf(
  error: unknown,
  code: string,
  message: string,
  status: number | null,
  meanings: ReadonlySet<KnownFault['means']>,
  fault?: 'client' | 'server',
): FaultNature {
  if (error instanceof StaleChangeError) return 'stale';
  if ((isThrottling(error) || status === 429) && !meanings.has('used-up')) return 'throttled';
  if (meanings.has('in-use') || error instanceof StillBusyError) return 'in-use';
  if (meanings.has('unready') && status !== null && status < 500) return 'unready';
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
