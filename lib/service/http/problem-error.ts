import type { Problem } from '@/lib/wiring/problem';

/** A refusal or fault that the caller is told about, as `application/problem+json`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Omit<Problem, 'type'>) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = { type: `urn:tributary:problem:${problem.code}`, ...problem };
  }
}

export function problemResponse(problem: Problem): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
