import { type $ZodType, parse } from 'zod/v4/core';
import { refusal } from './refuse';

const mostCharacters = 1024 * 1024;

/** The request's JSON, checked. Faults are thrown as problems. */
export async function requestBody<T>(request: Request, schema: $ZodType<T>): Promise<T> {
  const text = await request.text();
  if (text.length > mostCharacters) {
    throw refusal(413, 'too-large', { most: mostCharacters, length: text.length });
  }
  return parse(schema, parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'malformed-json');
  }
}
