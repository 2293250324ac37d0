import { $ZodError } from 'zod/v4/core';
import { FolderInUse } from '@/lib/store/folder-lock';
import type { Problem } from '@/lib/wiring/problem';
import { log } from './log';
import { ProblemError, problemResponse } from './problem-error';

type Handler<Context> = (request: Request, context: Context) => Response | Promise<Response>;

/** Wraps a route handler: whatever it throws is answered as `application/problem+json`, without a stack trace. */
export function route<Context = unknown>(handler: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      return problemResponse(problemOf(error, request));
    }
  };
}

/** JSON that no cache keeps: everything Tributary answers is as of now. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

function problemOf(error: unknown, request: Request): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof $ZodError) return invalidInput(error);
  const { pathname } = new URL(request.url);
  log.error({ error, method: request.method, path: pathname }, 'request failed');
  if (error instanceof FolderInUse) {
    return {
      type: 'urn:tributary:problem:folder-in-use',
      code: 'folder-in-use',
      status: 503,
      title: 'The data folder is in use',
      detail: error.message,
      values: { folder: error.folder },
    };
  }
  return {
    type: 'urn:tributary:problem:unexpected',
    code: 'unexpected',
    status: 500,
    title: 'Something went wrong in Tributary',
    detail: 'The request could not be answered. The server log has the cause.',
  };
}

function invalidInput(error: $ZodError): Problem {
  const faults = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
  return {
    type: 'urn:tributary:problem:invalid-input',
    code: 'invalid-input',
    status: 400,
    title: 'The request is not valid',
    detail: faults,
    values: { faults },
  };
}
