import { z } from 'zod';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type {
  Inventory,
  KeyGrant,
  LambdaFunction,
  ListRead,
  Mapping,
  MappingSettings,
  RegisteredConsumer,
  Source,
  StatusCode,
  StreamKey,
  Wire,
} from '@/lib/wiring/inventory';
import type { LogLine } from '@/lib/wiring/log-line';
import type { FactCode, Verdict, VerdictCode } from '@/lib/wiring/need';
import type { Change, Plan, PreCheck, StatementDiff } from '@/lib/wiring/plan/plan';
import type { Problem, ProblemCode } from '@/lib/wiring/problem';
import type { Read } from '@/lib/wiring/read';
import type { Run, RunStep } from '@/lib/wiring/run';
import type { Said } from '@/lib/wiring/said';
import type { Leg } from '@/lib/wiring/trace';

const time = z.iso.datetime({ offset: true });
const half = z.enum(['producer', 'consumer']);

/** A code of ours, as text: there are more with every kind and service. */
const code = <Code extends string>() => z.string() as z.ZodType<string> as z.ZodType<Code>;

const said = z
  .object({ key: code<MessageKey>(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
  .describe('A sentence: a key of lib/messages with its values.') satisfies z.ZodType<Said>;

const refusal = z.object({
  principal: z.string(),
  action: z.string(),
  resource: z.string().optional(),
  policyType: z.string().optional(),
  message: z.string().describe('AWS’s own words.'),
});

/** What came of reading one thing: never empty where it failed. */
const read = <T>(value: z.ZodType<T>): z.ZodType<Read<T>> =>
  z.union([
    z.object({ state: z.literal('known'), value, at: time }),
    z.object({ state: z.literal('absent'), at: time }),
    z.object({ state: z.literal('refused'), refusal, at: time }),
    z.object({ state: z.literal('failed'), message: z.string(), at: time }),
    z.object({ state: z.literal('pending') }),
  ]) as z.ZodType<Read<T>>;

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

const settings: z.ZodType<MappingSettings> = z.object({
  enabled: z.boolean(),
  batchSize: z.int(),
  batchingWindowSeconds: z.int(),
  parallelizationFactor: z.int(),
  startingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  startingPositionTimestamp: time.nullable(),
  maximumRecordAgeSeconds: z.int(),
  maximumRetryAttempts: z.int(),
  bisectBatchOnFunctionError: z.boolean(),
  reportBatchItemFailures: z.boolean(),
  tumblingWindowSeconds: z.int(),
  onFailureDestinationArn: z.string().nullable(),
  filters: z.array(z.string()),
  metrics: z.array(z.enum(['EventCount'])),
});

const sourceSummary = z.object({
  openShards: z.int(),
  retentionHours: z.int(),
  consumers: z.int(),
  encryption: z.union([z.object({ type: z.literal('NONE') }), z.object({ type: z.literal('KMS'), keyId: z.string() })]),
});

const registeredConsumer: z.ZodType<RegisteredConsumer> = z.object({
  arn: z.string(),
  name: z.string(),
  status: z.string(),
  createdAt: time.nullable(),
  policy: read(z.string()),
});

const keyGrant: z.ZodType<KeyGrant> = z.object({
  id: z.string(),
  name: z.string().nullable(),
  granteePrincipal: z.string(),
  operations: z.array(z.string()),
  encryptionContext: z.record(z.string(), z.string()),
});

const streamKey: z.ZodType<StreamKey> = z.object({
  arn: z.string(),
  manager: z.string(),
  state: z.string(),
  deletionDate: time.nullable(),
  policy: read(z.string()),
  grants: read(z.array(keyGrant)),
});

const source: z.ZodType<Source> = z.object({
  kind: z.literal('kinesis'),
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  connectionId: z.string(),
  status: z.string(),
  mode: z.string(),
  createdAt: time.nullable(),
  summary: read(sourceSummary),
  policy: read(z.string()),
  consumers: read(z.array(registeredConsumer)),
  key: read(streamKey),
});

const lambdaFunction = z.object({
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  connectionId: z.string(),
  roleArn: z.string(),
  runtime: z.string().nullable(),
  timeoutSeconds: z.number().nullable(),
  logGroup: z.string(),
  lastModified: z.string().nullable(),
}) satisfies z.ZodType<LambdaFunction>;

const mapping: z.ZodType<Mapping> = z.object({
  uuid: z.string(),
  arn: z.string(),
  region: z.string(),
  accountId: z.string(),
  connectionId: z.string(),
  sourceArn: z.string(),
  functionArn: z.string(),
  state: z.string(),
  stateTransitionReason: z.string().nullable(),
  lastProcessingResult: z.string().nullable(),
  lastModified: z.string().nullable(),
  settings,
});

const end = z.object({ accountId: z.string(), connectionId: z.string().nullable() });

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
  shape: z.enum(['whole', 'granted-unread', 'mapped-ungranted']),
  status: z.enum(['broken', 'failing', 'half', 'changing', 'unknown', 'paused', 'idle', 'flowing']),
  code: code<StatusCode>().describe('Why it has this status: its words are because.'),
  because: said,
  since: time.nullable(),
});

const listRead: z.ZodType<ListRead> = z.object({
  connectionId: z.string(),
  accountId: z.string(),
  region: z.string(),
  list: z.enum(['streams', 'functions', 'mappings']),
  read: read(z.number()),
});

export const inventory: z.ZodType<Inventory> = z.object({
  sources: z.array(source),
  functions: z.array(lambdaFunction),
  mappings: z.array(mapping),
  wires: z.array(wire),
  reads: z.array(listRead),
});

const need = z.object({
  id: z.string(),
  side: z.enum(['producer', 'consumer', 'both']),
  row: z.string(),
  weight: z.enum(['required', 'advised']),
  why: said,
  source: z.string(),
  demand: z.union([
    z.object({
      type: z.literal('grant'),
      place: z.enum(['identity-policy', 'resource-policy', 'key-policy', 'trust-policy']),
      principal: z.string(),
      action: z.string(),
      resource: z.string(),
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
  reader: z.object({ connection: z.string(), functionArn: z.string(), roleArn: z.string() }),
  settings,
  roleGrant: z.enum(['managed', 'least']).optional(),
  keyGrant: z.enum(['policy', 'grant']).optional(),
  verdicts: z.array(verdict),
  changes: z.array(change),
  checks: z.array(preCheck),
  blocked: z.boolean(),
  keeps: z.array(said),
  costs: z.array(said),
});

const runStep: z.ZodType<RunStep> = z.object({
  change,
  state: z.enum(['pending', 'running', 'waiting', 'done', 'failed', 'undoing', 'undone']),
  startedAt: time.nullable(),
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
  steps: z.array(runStep),
});

const roleEvidence = z.object({
  arn: z.string(),
  role: read(
    z.object({
      uniqueId: z.string(),
      createdAt: z.string(),
      trustPolicy: z.string(),
      boundaryArn: z.string().nullable(),
    }),
  ),
  attached: read(z.array(z.object({ name: z.string(), arn: z.string().nullable(), document: read(z.string()) }))),
  inline: read(z.array(z.object({ name: z.string(), arn: z.string().nullable(), document: read(z.string()) }))),
  boundary: read(z.string()),
});

export const wireDetail = z.object({
  wire,
  evidence: z.object({
    source: read(source),
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
