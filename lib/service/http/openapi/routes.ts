import { z } from 'zod';
import { connectionPatch, newConnection } from '../../connection/connection-input';
import { faultsInput } from '../../practice/faults-input';
import { testRecordInput } from '../../trace/test-record-input';
import { planRequest } from './plan-request';
import { practiceAccounts, practiceFaults } from './practice-shapes';
import * as shape from './shapes';

export type ApiRoute = {
  method: 'get' | 'post' | 'patch' | 'delete';
  path: string;
  summary: string;
  query?: Record<string, string>;
  body?: z.ZodType;
  /** `null` for an answer without a body. */
  answers: Record<number, z.ZodType | null>;
  /** Each Server-Sent Event, where the answer is (or with `Accept: text/event-stream` may be) a stream. */
  events?: z.ZodType;
};

const runStarted = z.object({ runId: z.string() });
const file = z.object({ name: z.string(), content: z.string() });
const health = z.object({
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  store: z.string(),
  sandbox: z.string(),
  detail: z.string().optional().describe('What is wrong, when it is failing.'),
});

/** Every route of the HTTP API. A test holds this list against the handlers in `app/api`. */
export const apiRoutes: readonly ApiRoute[] = [
  { method: 'get', path: '/api/health', summary: 'Is the server well?', answers: { 200: health, 503: health } },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description.',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
  {
    method: 'get',
    path: '/api/connections',
    summary: 'The accounts that Tributary can reach.',
    answers: { 200: z.object({ connections: z.array(shape.connection) }) },
  },
  {
    method: 'post',
    path: '/api/connections',
    summary: 'Adds a connection; its external ID is made here.',
    body: newConnection,
    answers: { 201: shape.connection },
  },
  {
    method: 'get',
    path: '/api/connections/{id}',
    summary: 'One connection.',
    answers: { 200: shape.connection },
  },
  {
    method: 'patch',
    path: '/api/connections/{id}',
    summary: 'Changes name, role, Regions or mode. The external ID stays.',
    body: connectionPatch,
    answers: { 200: shape.connection },
  },
  { method: 'delete', path: '/api/connections/{id}', summary: 'Forgets a connection.', answers: { 204: null } },
  {
    method: 'post',
    path: '/api/connections/{id}/check',
    summary: 'The doctor: ordered checks, the first failed one being the cause.',
    answers: { 200: z.object({ connection: shape.connection, checks: z.array(shape.connectionCheck) }) },
  },
  {
    method: 'get',
    path: '/api/connections/{id}/role',
    summary: 'The role to make, in one of four forms.',
    query: { form: 'quick-create, cloudformation, terraform or cli' },
    answers: { 200: z.looseObject({ form: z.string(), files: z.array(file) }) },
  },
  {
    method: 'get',
    path: '/api/inventory',
    summary: 'Sources, functions, mappings and wires. As an event stream, pieces come as they are read.',
    query: {
      region: 'one Region; all that the connections name when left out',
      producer: 'a connection id',
      consumer: 'a connection id',
      refresh: 'true reads everything anew',
      after: 'of an event stream: what its last piece called next; only what changed since then comes',
    },
    answers: { 200: shape.inventory },
    events: z.looseObject({
      piece: z.string(),
      pending: z.optional(z.number().describe('In `done`: how many parts of things are still being read.')),
    }),
  },
  {
    method: 'post',
    path: '/api/plans',
    summary: 'What a wire lacks, as ordered changes; nothing is written.',
    body: planRequest,
    answers: { 201: shape.plan },
  },
  { method: 'get', path: '/api/plans/{id}', summary: 'One plan.', answers: { 200: shape.plan } },
  {
    method: 'get',
    path: '/api/plans/{id}/export',
    summary: 'The same changes as files, one an account, in order.',
    query: { format: 'cli' },
    answers: { 200: z.looseObject({ files: z.array(z.looseObject({ name: z.string(), content: z.string() })) }) },
  },
  {
    method: 'post',
    path: '/api/plans/{id}/apply',
    summary: 'Carries a plan out. Refused when what it was made from has changed.',
    answers: { 202: runStarted },
  },
  {
    method: 'get',
    path: '/api/runs',
    summary: 'Runs, newest first.',
    query: { wire: 'a wire id' },
    answers: { 200: z.object({ runs: z.array(shape.run) }) },
  },
  { method: 'get', path: '/api/runs/{id}', summary: 'One run and its journal.', answers: { 200: shape.run } },
  {
    method: 'get',
    path: '/api/runs/{id}/events',
    summary: 'The run, whole, at every change until it is settled.',
    answers: {},
    events: shape.run,
  },
  {
    method: 'post',
    path: '/api/runs/{id}/undo',
    summary: 'Undoes what a run did, in reverse order.',
    answers: { 202: runStarted },
  },
  {
    method: 'post',
    path: '/api/runs/{id}/resume',
    summary: 'Goes on with a run that failed or was cut off; nothing is done twice.',
    answers: { 202: runStarted },
  },
  {
    method: 'get',
    path: '/api/wires',
    summary: 'All wires, worst first.',
    answers: { 200: z.object({ wires: z.array(shape.wire) }) },
  },
  {
    method: 'get',
    path: '/api/wires/{id}',
    summary: 'One wire: both halves, every verdict, its runs.',
    answers: { 200: shape.wireDetail },
  },
  {
    method: 'delete',
    path: '/api/wires/{id}',
    summary: 'A plan that removes the wire; nothing is removed yet.',
    answers: { 201: shape.plan },
  },
  {
    method: 'get',
    path: '/api/wires/{id}/logs',
    summary: 'Lines of the function’s log, or with follow=true a tail.',
    query: {
      from: 'ISO time',
      to: 'ISO time',
      filter: 'a CloudWatch Logs filter pattern',
      cursor: 'from the answer before',
      follow: 'true for an event stream',
      by: 'live-tail (where it is allowed; otherwise the tail says why it polls) or polling, of a tail',
      since: 'ISO time: goes on where a tail was left',
    },
    answers: {
      200: z.looseObject({
        lines: z.array(shape.logLine),
        group: z.string(),
        nextCursor: z.string().nullable(),
        truncated: z.boolean(),
      }),
    },
    events: z.looseObject({ type: z.string() }),
  },
  {
    method: 'post',
    path: '/api/wires/{id}/test-record',
    summary: 'Puts a record on the source and follows it through four legs.',
    body: testRecordInput,
    answers: {},
    events: z.object({ legs: z.array(shape.leg) }),
  },
  {
    method: 'get',
    path: '/api/sandbox',
    summary: 'The practice accounts, with keys that an administrator of each would hold.',
    answers: { 200: practiceAccounts },
  },
  {
    method: 'post',
    path: '/api/sandbox/reset',
    summary: 'Throws the practice accounts away and opens on the first landscape again.',
    answers: { 200: practiceAccounts },
  },
  {
    method: 'get',
    path: '/api/sandbox/faults',
    summary: 'The faults that are on or over, how often each struck, and the last requests that were struck.',
    answers: { 200: practiceFaults },
  },
  {
    method: 'post',
    path: '/api/sandbox/faults',
    summary: 'Switches faults on; every other goes off. One that is on in the same form goes on counting.',
    body: faultsInput,
    answers: { 200: practiceFaults },
  },
];
