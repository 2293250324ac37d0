import { $ZodError } from 'zod/v4/core';
import { PracticeAccountsOff } from '@/lib/aws/session/client-defaults';
import { ReadOnlyConnection } from '@/lib/aws/session/open-session';
import { FolderInUse } from '@/lib/store/folder-lock';
import { log } from '../server/log';
import { ProblemError, problemResponse } from './problem-error';
import { faultInEnglish, refusal } from './refuse';

type Handler<Context> = (request: Request, context: Context) => Response | Promise<Response>;

/** Wraps a route handler: whatever it throws is answered as `application/problem+json`, without a stack trace. */
export function route<Context = unknown>(handler: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      return problemResponse(asProblem(error, request).problem);
    }
  };
}

/** JSON that no cache keeps: everything Tributary answers is as of now. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

function asProblem(error: unknown, request: Request): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof $ZodError) {
    return refusal(400, 'invalid-input', { faults: faultsOf(error) });
  }
  if (error instanceof ReadOnlyConnection) return refusal(403, 'read-only-connection', { name: error.connection.name });
  if (error instanceof PracticeAccountsOff) return refusal(404, 'no-practice');
  log.error({ error, method: request.method, path: new URL(request.url).pathname }, 'request failed');
  if (error instanceof FolderInUse) return refusal(503, 'folder-in-use', { folder: error.folder });
  return refusal(500, 'unexpected');
}

/** The first few faults: more of them help nobody. */
function faultsOf({ issues }: $ZodError): string {
  const shown = issues
    .slice(0, 8)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${faultInEnglish(issue.message)}`);
  const rest = issues.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
