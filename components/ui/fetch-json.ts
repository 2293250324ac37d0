import type { Problem } from '@/lib/wiring/problem';

/** A request that did not give what was asked for, with the reason as the server, or the browser, states it. */
export class RequestProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'RequestProblem';
    this.problem = problem;
  }
}

export type FetchOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
};

/**
 * Asks one of our routes and gives its JSON (`undefined` for an empty answer). Throws `RequestProblem` for anything but
 * success, also when the server does not answer or answers with something else than JSON.
 */
export async function fetchJson<T>(url: string, { method = 'GET', body, signal }: FetchOptions = {}): Promise<T> {
  const response = await ask(url, {
    method,
    signal,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestProblem(unreadable(response.status));
  }
}

/** `fetch` that throws `RequestProblem` unless the answer is a success. An abort stays an abort. */
export async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestProblem({
      type: 'about:blank',
      title: 'Tributary does not answer',
      status: 0,
      detail: String(error),
      code: 'unreachable',
    });
  }
  if (!response.ok) throw new RequestProblem(await problemOf(response));
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const isJson = response.headers.get('content-type')?.includes('json');
  if (!isJson) return unreadable(response.status);
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body) ? body : unreadable(response.status);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body && 'code' in body;
}

function unreadable(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'An answer that cannot be read',
    status,
    detail: `HTTP ${status}`,
    code: 'unreadable-answer',
    values: { status },
  };
}
