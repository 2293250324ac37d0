import type { APIRequestContext } from '@playwright/test';
import { eventsOf } from './described';
import { expect, functionArn, streamArn } from './practice';

/** What the wizard asks for when a stream and a function of the practice accounts are chosen. */
export const planFor = (stream: string, reader: string, kind = 'kinesis') => ({
  kind,
  source: { connection: 'practice-producer', arn: streamArn(stream) },
  reader: { connection: 'practice-consumer', functionArn: functionArn(reader) },
});

export async function makePlan(request: APIRequestContext, stream: string, reader: string, kind?: string) {
  const response = await request.post('/api/plans', { data: planFor(stream, reader, kind) });
  expect(response.status()).toBe(201);
  return response.json();
}

/** Carries a plan out, to its end; the id of the run. */
export async function applyPlan(request: APIRequestContext, plan: { id: string }): Promise<string> {
  const { runId } = await (await request.post(`/api/plans/${plan.id}/apply`)).json();
  const states = eventsOf(await (await request.get(`/api/runs/${runId}/events`)).text());
  expect(states.at(-1)?.state).toBe('done');
  return runId;
}
