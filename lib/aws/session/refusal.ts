import type { Refusal } from '@/lib/wiring/read';
import { policyTypes } from '@/lib/wiring/refused-by';

const refusals = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'NotAuthorized',
  'UnauthorizedOperation',
  'KMSAccessDeniedException',
]);

const absences = new Set([
  'ResourceNotFoundException',
  'NoSuchEntity',
  'NoSuchEntityException',
  'NotFoundException',
  'PolicyNotFoundException',
]);

const expiries = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** AWS evaluated policies and said no. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && refusals.has(error.name);
}

/** AWS's modelled "there is no such thing". */
export function isAbsence(error: unknown): boolean {
  return error instanceof Error && absences.has(error.name);
}

/** The credentials are over, or no longer known: new ones may do. */
export function isExpiry(error: unknown): boolean {
  return error instanceof Error && expiries.has(error.name);
}

export function isThrottling(error: unknown): boolean {
  return (
    error instanceof Error && /Throttl|TooManyRequests|LimitExceeded|RequestLimitExceeded|SlowDown/.test(error.name)
  );
}

/** AWS, or something on the way to it, could not serve the call now: the same call may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  return isThrottling(error) || (error instanceof Error && ((statusOf(error) ?? 0) >= 500 || isUnreadable(error)));
}

/** An answer without what AWS always answers with. */
export class UnreadableAnswer extends Error {}

/** What came back is no answer of AWS: whether the call was carried out cannot be told from it. */
export function isUnreadable(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof UnreadableAnswer) return true;
  return (
    error instanceof Error && /Deserialization error|is not valid JSON|char '.' is not expected/i.test(error.message)
  );
}

function statusOf(error: Error): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/**
 * Who was refused what, from AWS's message where it says so (the form of IAM's "Troubleshoot access denied" page), else
 * from the call that was made.
 */
export function refusalOf(error: unknown, principal: string, action: string, resource?: string): Refusal {
  const message = messageOf(error);
  const named =
    /User: (\S+) is not authorized to perform: (\S+?)(?: on resource: (.+?))?(?:,? because |,? with an explicit |\.?$)/.exec(
      message,
    );
  const policyType = Object.keys(policyTypes).find((type) => message.includes(type));
  const stated = named?.[3]?.replace(/^"|"$/g, '') ?? resource;
  return {
    principal: named?.[1] ?? principal,
    action: named?.[2] ?? action,
    ...(stated === undefined ? {} : { resource: stated }),
    ...(policyType === undefined ? {} : { policyType }),
    message,
  };
}

/** AWS's own words; for what is no answer of AWS, what was met instead. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  const status = statusOf(error);
  if (isUnreadable(error) && !(error instanceof UnreadableAnswer)) {
    return `The endpoint answered with something that AWS does not answer with (HTTP ${status ?? '?'}).`;
  }
  if (error.message !== '' && error.message !== 'UnknownError') return error.message;
  const name = [code, error.name].find((one) => one !== undefined && one !== 'Error') ?? 'Error';
  return status === undefined ? name : `${name} (HTTP ${status})`;
}
