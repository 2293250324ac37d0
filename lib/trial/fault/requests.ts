import { onlyReads, operationOf } from '@/lib/trial/sandbox/operation-of';
import type { Exchange } from '@/lib/trial/sandbox/unserved-practice';

/** One request of Tributary's, as the accounts saw it. */
export type Request = {
  number: number;
  operation: string;
  /** The ARN of what has the policy that it reads or writes; `null` for anything else. */
  policyOf: string | null;
  /** The table whose description or setting it reads or writes; `null` for anything else. */
  table: string | null;
  writes: boolean;
  performed: boolean;
  /** The operation was done, and the one who asked was told so. */
  told: boolean;
  /** What was answered. */
  body: string;
};

const ofPolicies = /ResourcePolicy$|KeyPolicy$/;

export function requestOf({ number, request, performed, answer }: Exchange): Request {
  const operation = operationOf(request);
  const body = textOf(answer?.body);
  return {
    number,
    operation,
    policyOf: ofPolicies.test(operation) && !/Role/.test(operation) ? resourceOf(request.body) : null,
    table: /^(Describe|Update)Table$/.test(operation) ? (inputOf(request.body).TableName ?? null) : null,
    writes: !onlyReads(operation),
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
  const { ResourceARN, ResourceArn, KeyId } = inputOf(body);
  return ResourceARN ?? ResourceArn ?? KeyId ?? '';
}

function inputOf(body: Uint8Array): Record<'ResourceARN' | 'ResourceArn' | 'KeyId' | 'TableName', string | undefined> {
  return JSON.parse(Buffer.from(body).toString());
}
