// A server of its own for tests, told by messages from its parent what a request would ask of it.

import { ProblemError } from '@/lib/service/http/problem-error';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { getRun } from '@/lib/service/run/get-run';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { sweepLeases } from '@/lib/store/leases';

const verbs = {
  plan: planWire,
  apply: (id: string) => applyPlan(id, '192.0.2.7'),
  resume: (id: string) => resumeRun(id),
  undo: (id: string) => undoRun(id),
  run: getRun,
  sweep: sweepLeases,
  /** Watches a run until it is in one of these states; answers every state that was seen. */
  async watch(id: string, until: string[]): Promise<string[]> {
    const seen: string[] = [];
    const enough = new AbortController();
    const take = ({ state }: { state: string }) => {
      if (seen.at(-1) !== state) seen.push(state);
      if (until.includes(state)) enough.abort();
    };
    await watchRun(id, take, enough.signal);
    return seen;
  },
};

export type Verbs = typeof verbs;
export type Asked = { id: number; verb: keyof Verbs; given: unknown[] };
export type Answered = { id: number; answer?: unknown; problem?: unknown };

process.on('message', async ({ id, verb, given }: Asked) => {
  const work = verbs[verb] as (...given: unknown[]) => Promise<unknown>;
  const answered: Answered = await work(...given).then(
    (answer) => ({ id, answer }),
    (error: unknown) => ({ id, problem: error instanceof ProblemError ? error.problem : { title: String(error) } }),
  );
  process.send?.(answered);
});
