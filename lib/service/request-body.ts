import { type $ZodType, parse } from 'zod/v4/core';
import { ProblemError } from './problem-error';

const mostBytes = 1024 * 1024;

/** The request's JSON, checked. Faults are thrown as problems. */
export async function requestBody<T>(request: Request, schema: $ZodType<T>): Promise<T> {
  const text = await request.text();
  if (text.length > mostBytes) {
    throw new ProblemError({
      status: 413,
      code: 'too-large',
      title: 'The request is too large',
      detail: `A request may carry ${mostBytes} characters; this one has ${text.length}.`,
      values: { most: mostBytes, length: text.length },
    });
  }
  return parse(schema, parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError({
      status: 400,
      code: 'malformed-json',
      title: 'The request is not JSON',
      detail: 'The body could not be read as JSON.',
      fix: 'Send a JSON document with content-type application/json.',
    });
  }
}
