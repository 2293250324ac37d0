import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Connection } from '@/lib/wiring/connection';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run, RunStep } from '@/lib/wiring/run';
import type { Chosen } from '@/lib/wiring/view';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const connections = pgTable(
  'connections',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    accountId: text('account_id').notNull(),
    roleArn: text('role_arn').notNull(),
    externalId: text('external_id').notNull(),
    regions: jsonb('regions').$type<string[]>().notNull(),
    mode: text('mode').$type<Connection['mode']>().notNull(),
    sandbox: boolean('sandbox').notNull(),
    createdAt: moment('created_at').notNull(),
    checkedAt: moment('checked_at'),
    checkState: text('check_state').$type<Connection['checkState']>().notNull(),
  },
  (table) => [uniqueIndex('connections_role').on(table.roleArn, table.sandbox)],
);

export const plans = pgTable('plans', {
  id: text('id').primaryKey(),
  wireId: text('wire_id').notNull(),
  createdAt: moment('created_at').notNull(),
  plan: jsonb('plan').$type<Plan>().notNull(),
});

export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    planId: text('plan_id').notNull(),
    wireId: text('wire_id').notNull(),
    purpose: text('purpose').$type<Run['purpose']>().notNull(),
    state: text('state').$type<Run['state']>().notNull(),
    startedAt: moment('started_at').notNull(),
    endedAt: moment('ended_at'),
    undoBegunAt: moment('undo_begun_at'),
  },
  (table) => [index('runs_wire').on(table.wireId, table.startedAt), index('runs_state').on(table.state)],
);

/** The journal: one row a change, written before and after the call it stands for. */
export const runSteps = pgTable(
  'run_steps',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    changeId: text('change_id').notNull(),
    position: integer('position').notNull(),
    state: text('state').$type<RunStep['state']>().notNull(),
    journal: jsonb('journal').$type<RunStep>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.changeId] })],
);

/** Which instance works on a run: a row while it does. `token` is new each time the run is taken up. */
export const leases = pgTable('leases', {
  runId: text('run_id')
    .primaryKey()
    .references(() => runs.id, { onDelete: 'cascade' }),
  token: text('token').notNull(),
  instance: text('instance').notNull(),
  client: text('client'),
  since: moment('since').notNull(),
  until: moment('until').notNull(),
  stopAsked: boolean('stop_asked').notNull().default(false),
});

/** What a run at work keeps other runs from writing to; gone with its lease. */
export const claims = pgTable('claims', {
  resource: text('resource').primaryKey(),
  runId: text('run_id')
    .notNull()
    .references(() => leases.runId, { onDelete: 'cascade' }),
});

/**
 * What was last seen of each wire, so that a page can say since when. Rows of before what was chosen was kept have one ARN
 * for the source and what stands between, and no `chosen`.
 */
export const wires = pgTable('wires', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  sourceArn: text('source_arn').notNull(),
  readerArn: text('reader_arn').notNull(),
  chosen: jsonb('chosen').$type<Chosen>(),
  status: text('status').notNull(),
  result: text('result'),
  since: moment('since').notNull(),
  firstSeen: moment('first_seen').notNull(),
  lastSeen: moment('last_seen').notNull(),
});
