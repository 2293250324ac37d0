import { z } from 'zod';
import type { CheckCode, FactCode, StatusCode, VerdictCode } from '@/lib/wiring/code';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { Inventory, ListRead } from '@/lib/wiring/inventory';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Verdict } from '@/lib/wiring/need';
import type { Part } from '@/lib/wiring/part';
import type { Change, Plan, PreCheck, StatementDiff } from '@/lib/wiring/plan/plan';
import type { Problem, ProblemCode } from '@/lib/wiring/problem';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { Run, RunStep } from '@/lib/wiring/run';
import { settings as questions } from '@/lib/wiring/setting/settings';
import type { Thing } from '@/lib/wiring/thing';
import type { Leg } from '@/lib/wiring/trace';
import type { Wire } from '@/lib/wiring/wire';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { code, half, read, refusal, said, time } from './basic-shapes';
import { lambdaFunction, listedThing, mapping, roleEvidence, settings, source, streamKey } from './thing-shapes';

export const problem: z.ZodType<Problem> = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  cause: z.string().optional(),
  fix: z.string().optional(),
  code: code<ProblemCode>(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const connection: z.ZodType<Connection> = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  roleArn: z.string(),
  externalId: z.string(),
  regions: z.array(z.string()),
  mode: z.enum(['read-only', 'may-change']),
  sandbox: z.boolean(),
  createdAt: time,
  checkedAt: time.nullable(),
  checkState: z
    .enum(['unchecked', 'ready', 'unclear', 'failing'])
    .describe('unclear: nothing fails, and something could not be found out.'),
});

export const connectionCheck: z.ZodType<ConnectionCheck> = z.object({
  id: z.string(),
  state: z.enum(['passed', 'failed', 'skipped', 'unknown', 'optional']),
  title: said,
  cause: said.optional(),
  evidence: z.string().describe('AWS’s words, or what was read, verbatim.'),
  facts: z.array(said).optional().describe('What was measured or read on the way.'),
  remaining: z
    .array(z.object({ cause: said, tell: said }))
    .optional()
    .describe('Where AWS’s answer fits several causes: those left, most likely first, each with how to tell it.'),
  fix: said
    .extend({
      document: z.string().optional().describe('To paste.'),
      command: z.string().optional().describe('The aws command that does it, or shows what tells the causes apart.'),
    })
    .optional(),
});

const end = z.object({ accountId: z.string(), connectionId: z.string().nullable() });

const thing: z.ZodType<Thing> = z
  .looseObject({ is: z.string(), arn: z.string() })
  .describe('Its other fields are those of the resource that it is.');

export const wire: z.ZodType<Wire> = z.object({
  id: z.string(),
  kind: z.string(),
  region: z.string(),
  sourceArn: z.string(),
  consumerName: z.string().nullable().describe('The registered consumer it reads through, where its kind has one.'),
  readerArn: z.string(),
  functionArn: z.string().nullable(),
  roleArn: z.string().nullable(),
  producer: end,
  consumer: end,
  mapping: mapping.nullable(),
  pulse: thing.optional().describe('What moves its records, where that is no mapping.'),
  answers: z.record(z.string(), z.unknown()).optional().describe('Answers to what its kind asks beside.'),
  parts: z.record(z.string(), z.string()).describe('The ARN of every part that has one, by what it is to the wire.'),
  shape: z.enum(['whole', 'granted-unread', 'mapped-ungranted']),
  status: z.enum(['broken', 'failing', 'half', 'changing', 'unknown', 'paused', 'idle', 'flowing']),
  code: code<StatusCode>().describe('Why it has this status: its words are because.'),
  because: said,
  since: time.nullable(),
} satisfies Record<keyof Wire, z.ZodType>);

const listRead: z.ZodType<ListRead> = z.object({
  connectionId: z.string(),
  accountId: z.string(),
  region: z.string(),
  is: z.string().describe('Which resource was listed.'),
  list: z.string().describe('What the list is called: streams, functions, mappings.'),
  read: read(z.number()),
});

export const inventory: z.ZodType<Inventory> = z.object({
  sources: z.array(source.or(listedThing)),
  functions: z.array(lambdaFunction.or(listedThing)),
  mappings: z.array(mapping.or(listedThing)),
  things: z.array(listedThing).describe('What stands between, or beside: neither read from nor reading.'),
  wires: z.array(wire),
  reads: z.array(listRead),
});

const need = z.object({
  id: z.string(),
  side: z.enum(['producer', 'consumer', 'both']),
  row: z.string(),
  weight: z.enum(['required', 'asked', 'advised']),
  why: said,
  source: z.string(),
  demand: z.union([
    z.object({
      type: z.literal('grant'),
      place: z.enum(['identity-policy', 'resource-policy', 'key-policy', 'trust-policy', 'endpoint-policy']),
      principal: z.string(),
      action: z.string(),
      resource: z.string(),
      context: z.record(z.string(), z.string()).optional().describe('Condition keys that such a request carries.'),
      condition: z.array(z.string()).optional().describe('Of those, the ones that a statement of ours names.'),
      in: z
        .object({
          part: z.string(),
          slot: z.enum(['identity', 'trust', 'boundary', 'resource', 'endpoint']),
          sid: z.string().optional(),
        })
        .describe('The document that must give it.'),
      of: z.string().describe('The part that is asked for.'),
    }),
    z.object({ type: z.literal('fact'), fact: code<FactCode>() }),
  ]),
});

const quoted = z.object({ sid: z.string().nullable(), text: z.string() });

const verdict: z.ZodType<Verdict> = z.object({
  need,
  state: z.enum(['met', 'missing', 'denied', 'depends', 'unknown']),
  code: code<VerdictCode>().describe('What was found: its words are because.'),
  because: said,
  statement: z.object({ policy: z.string(), sid: z.string().nullable(), text: z.string() }).optional(),
  dependsOn: z.array(z.string()).optional(),
  unread: refusal.optional(),
});

const diff: z.ZodType<StatementDiff> = z.object({
  kept: z.array(quoted),
  added: z.array(quoted),
  removed: z.array(quoted),
  changed: z.array(z.object({ sid: z.string().nullable(), before: z.string(), after: z.string() })),
});

const change = z.object({
  id: z.string(),
  side: half,
  place: z.object({ connectionId: z.string(), accountId: z.string(), region: z.string() }),
  glyph: z.enum(['add', 'change', 'remove']),
  title: said,
  undo: said,
  call: z.looseObject({
    call: z.string().describe('The API call, such as kinesis:PutResourcePolicy; its input beside it.'),
  }),
  diff: diff.optional(),
  notes: z.array(said).optional(),
  command: z.string().describe('The same as one aws command.'),
  answers: z.array(z.string()).describe('Ids of the needs that this change meets.'),
}) as unknown as z.ZodType<Change>;

const preCheck: z.ZodType<PreCheck> = z.object({
  id: z.string(),
  code: code<CheckCode>().optional().describe('What was looked at; plans that were stored before have none.'),
  state: z.enum(['passed', 'failed', 'unknown']),
  title: said,
  cause: said.optional(),
});

export const plan: z.ZodType<Plan> = z.object({
  id: z.string(),
  purpose: z.enum(['wire', 'remove']),
  kind: z.string(),
  wireId: z.string(),
  createdAt: time,
  source: z.object({ connection: z.string(), arn: z.string(), consumerName: z.string().optional() }),
  chosen: z
    .looseObject({ source: z.string(), reader: z.string() })
    .optional()
    .describe('Everything that was chosen for it, by name.'),
  reader: z.object({ connection: z.string(), functionArn: z.string(), roleArn: z.string() }),
  settings,
  roleGrant: z.optional(questions.roleGrant.shape),
  keyGrant: z.optional(questions.keyGrant.shape),
  verdicts: z.array(verdict),
  changes: z.array(change),
  checks: z.array(preCheck),
  blocked: z.boolean(),
  keeps: z.array(said),
  costs: z.array(said),
  run: z.string().optional().describe('The last run of it, where it was applied.'),
});

const runStep: z.ZodType<RunStep> = z.object({
  change,
  state: z.enum(['pending', 'running', 'waiting', 'done', 'failed', 'undoing', 'undone']),
  startedAt: time.nullable(),
  undoBegunAt: time.optional(),
  endedAt: time.nullable(),
  waiting: z.object({ reason: said, since: time, atMostSeconds: z.number() }).nullable(),
  before: z.string().nullable(),
  begunAt: time.nullable().optional(),
  result: z.record(z.string(), z.string()).nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      requestId: z.string().nullable(),
      cause: said.nullable(),
      fix: said.nullable(),
    })
    .nullable(),
});

export const run: z.ZodType<Run> = z.object({
  id: z.string(),
  planId: z.string(),
  wireId: z.string(),
  purpose: z.enum(['wire', 'remove']),
  state: z.enum(['running', 'waiting', 'done', 'failed', 'interrupted', 'undoing', 'undone']),
  startedAt: time,
  endedAt: time.nullable(),
  undoBegunAt: time.nullable(),
  holder: z
    .object({ instance: z.string(), client: z.string().nullable(), since: time })
    .optional()
    .describe('Who works on it, while somebody does.'),
  ends: z
    .object({ source: z.string(), reader: z.string() })
    .optional()
    .describe('The ARNs of the source and of the reader of its wire, in a list of runs.'),
  steps: z.array(runStep),
});

const part: z.ZodType<Part> = z.object({
  is: code<ResourceId>(),
  half: z.enum(['producer', 'consumer']).describe('On which bank it is drawn.'),
  place: z.object({ accountId: z.string(), region: z.string() }).describe('Who acts for it.'),
  ref: z
    .union([z.object({ arn: z.string() }), z.object({ by: z.record(z.string(), z.string()) })])
    .describe('Its ARN; or, while that is not known, what it is looked up by.'),
  formerOf: z.string().optional().describe('The part in whose place it stood before.'),
});

export const wireDetail: z.ZodType<WireDetail> = z.object({
  wire,
  parts: z.record(z.string(), part).describe('Every thing that the wire is made of, by what it is to the wire.'),
  evidence: z.object({
    parts: z.record(z.string(), read(thing)).describe('What was read of each part.'),
    source: read(source.or(listedThing)),
    function: read(lambdaFunction.extend({ state: z.string().nullable(), stateReason: z.string().nullable() })),
    role: roleEvidence,
    mapping: read(mapping),
    rivals: read(z.array(mapping)),
    formerKeys: z.array(z.object({ arn: z.string(), key: read(streamKey) })),
  }),
  verdicts: z.array(verdict),
  runs: z.array(run),
});

export const logLine: z.ZodType<LogLine> = z.object({
  id: z.string(),
  at: time,
  ingestedAt: time,
  stream: z.string(),
  group: z.string(),
  message: z.string(),
});

export const leg: z.ZodType<Leg> = z.object({
  leg: z.enum(['put', 'picked-up', 'invoked', 'logged']),
  state: z.enum(['waiting', 'done', 'stalled', 'failed']),
  milliseconds: z.number().nullable(),
  detail: z.record(z.string(), z.string()),
  cause: said.optional(),
});
