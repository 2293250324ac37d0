import type { Exchange } from '@/lib/trial/sandbox/unserved-practice';

/** One request of Tributary's, as the accounts saw it. */
export type Request = {
  number: number;
  operation: string;
  /** The ARN of the policy that it reads or writes; `null` for anything else. */
  policyOf: string | null;
  writes: boolean;
  performed: boolean;
  /** The operation was done, and the one who asked was told so. */
  told: boolean;
  /** What was answered. */
  body: string;
};

const reading = /^(Get|List|Describe|AssumeRole)/;
const ofPolicies = /ResourcePolicy$|KeyPolicy$/;

export function requestOf({ number, request, performed, answer }: Exchange): Request {
  const operation = operationOf(request);
  const body = textOf(answer?.body);
  return {
    number,
    operation,
    policyOf: ofPolicies.test(operation) && !/Role/.test(operation) ? resourceOf(request.body) : null,
    writes: !reading.test(operation),
    performed: performed !== null,
    told: performed !== null && answer !== null && answer.status < 300 && isWhole(answer.body, body),
    body,
  };
}

/** Neither broken off in its middle nor something else in its place. */
function isWhole(answer: NonNullable<Exchange['answer']>['body'], text: string): boolean {
  return (typeof answer === 'string' || answer instanceof Uint8Array) && !text.startsWith('<html>');
}

/** What came whole. */
function textOf(body: NonNullable<Exchange['answer']>['body'] = ''): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}

function resourceOf(body: Uint8Array): string {
  const input = JSON.parse(Buffer.from(body).toString()) as { ResourceARN?: string; KeyId?: string };
  return input.ResourceARN ?? input.KeyId ?? '';
}

function operationOf({ headers, method, path, body }: Exchange['request']): string {
  const target = headers['x-amz-target']?.split('.')[1];
  if (target) return target;
  const action = /(?:^|&)Action=(\w+)/.exec(Buffer.from(body).toString())?.[1];
  if (action) return action;
  if (!path.includes('event-source-mappings')) return 'GetFunctionConfiguration';
  const alone = path.endsWith('event-source-mappings/') || path.endsWith('event-source-mappings');
  if (method === 'GET') return alone ? 'ListEventSourceMappings' : 'GetEventSourceMapping';
  return { POST: 'CreateEventSourceMapping', PUT: 'UpdateEventSourceMapping' }[method] ?? 'DeleteEventSourceMapping';
}
