import type { PartName } from './part';
import type { Read } from './read';
import type { Role } from './resource/iam';
import type { Stream } from './resource/kinesis';
import { consumerName, streamArnOf } from './resource/kinesis-arn';
import type { Key } from './resource/kms';
import type { LambdaFunction, Mapping } from './resource/lambda';
import type { KeyShare, RoleGrant } from './setting/granting';
import type { MappingSettings } from './setting/settings';
import type { Thing } from './thing';
import { type Chosen, toldArn, type View } from './view';

/**
 * The shapes of the HTTP API that were made when there were two kinds of wire, drawn from parts. Nothing else in the
 * program names the ends of a wire so.
 */
export type WireFields = {
  /** The source. */
  sourceArn: string;
  /** The registered consumer it reads through, where its kind has one. */
  consumerName: string | null;
  /** The function, or for a grant that nobody reads with, the role. */
  readerArn: string;
  functionArn: string | null;
  roleArn: string | null;
  mapping: Mapping | null;
  /** What moves its records, where that is no mapping. */
  pulse?: Thing;
  /** Answers to what its kind asks beside, where there are any. */
  answers?: Readonly<Record<string, unknown>>;
};

/** What is chosen of a wire that has a field of its own, or that only a plan is made with. */
const named = new Set(['source', 'reader', 'consumerName', 'settings', 'role', 'roleGrant', 'keyGrant']);

export function wireFields({ chosen, parts }: Pick<View, 'chosen' | 'parts'>, pulse: Thing | null): WireFields {
  const isMapping = pulse?.is === 'event-source-mapping';
  const answers = Object.entries(chosen).filter(([name]) => !named.has(name));
  return {
    sourceArn: chosen.source,
    consumerName: typeof chosen.consumerName === 'string' ? chosen.consumerName : null,
    readerArn: chosen.reader,
    functionArn: parts.reader?.is === 'lambda-function' ? toldArn({ parts }, 'reader') : null,
    roleArn: toldArn({ parts }, 'role'),
    mapping: isMapping ? (pulse as Mapping) : null,
    ...(pulse && !isMapping ? { pulse } : {}),
    ...(answers.length > 0 ? { answers: Object.fromEntries(answers) } : {}),
  };
}

/** What a wire was chosen by, of the fields of the API. */
export function chosenOf(fields: Pick<WireFields, 'sourceArn' | 'readerArn'> & Partial<WireFields>): Chosen {
  return {
    ...fields.answers,
    source: fields.sourceArn,
    reader: fields.readerArn,
    ...(fields.consumerName ? { consumerName: fields.consumerName } : {}),
  };
}

/** What moves a wire's records, where something does. */
export function pulseOf(wire: Pick<WireFields, 'mapping' | 'pulse'>): Thing | null {
  return wire.mapping ?? wire.pulse ?? null;
}

/** The one that reads, by ARN; `null` for a grant that nobody reads with. */
export function readerOf({ parts }: { parts: Readonly<Record<PartName, string>> }): string | null {
  return parts.reader ?? null;
}

/** The ends of a plan as the API has always named them. */
export type PlanEnds = {
  source: { connection: string; arn: string; consumerName?: string };
  reader: { connection: string; functionArn: string; roleArn: string };
};

/** What `POST /api/plans` takes. */
export type PlanRequest = Pick<PlanEnds, 'source'> & {
  kind: string;
  reader: Omit<PlanEnds['reader'], 'roleArn'>;
  /** Answers to what else the kind asks. */
  answers?: Readonly<Record<string, unknown>>;
  settings?: Partial<MappingSettings>;
  roleGrant?: RoleGrant;
  keyGrant?: KeyShare;
};

/** Of a plan, what tells for what it was made; plans of before have no `chosen`. */
type PlannedFor = PlanEnds & {
  kind: string;
  chosen?: Chosen;
  settings: MappingSettings;
  roleGrant?: RoleGrant;
  keyGrant?: KeyShare;
};

/** An end of a wire as it was chosen, and the connection through which it is reached. */
type ChosenEnd = { connection: string; arn: string };

/** What `POST /api/plans` takes of what was chosen. `answers`: to what the kind asks beyond source and reader, by name. */
export function requestFields(
  source: ChosenEnd,
  reader: ChosenEnd,
  answers: Readonly<Record<string, string>>,
): Omit<PlanRequest, 'kind' | 'settings'> {
  const { consumerName: name, roleGrant, keyGrant, ...others } = answers;
  return {
    source: { ...source, ...namedConsumer(name ?? null) },
    reader: { connection: reader.connection, functionArn: reader.arn },
    ...(roleGrant ? { roleGrant: roleGrant as PlanRequest['roleGrant'] } : {}),
    ...(keyGrant ? { keyGrant: keyGrant as PlanRequest['keyGrant'] } : {}),
    ...(Object.keys(others).length > 0 ? { answers: others } : {}),
  };
}

/** What a request for a plan asks for, before anything of it is checked. */
export function chosenInRequest({ source, reader, answers, roleGrant, keyGrant }: PlanRequest): Chosen {
  return {
    ...answers,
    source: source.arn,
    reader: reader.functionArn,
    ...(source.consumerName === undefined ? {} : { consumerName: source.consumerName }),
    roleGrant: roleGrant ?? 'managed',
    keyGrant: keyGrant ?? 'policy',
  };
}

/** The request that a plan was made for, so that it can be made once more. */
export function requestOfPlan(plan: PlannedFor): PlanRequest {
  const { source: _, reader: __, settings: ___, consumerName: ____, ...answers } = chosenInPlan(plan);
  return {
    kind: plan.kind,
    source: plan.source,
    reader: { connection: plan.reader.connection, functionArn: chosenInPlan(plan).reader },
    answers,
    settings: plan.settings,
    roleGrant: plan.roleGrant ?? 'managed',
    keyGrant: plan.keyGrant ?? 'policy',
  };
}

/** Everything that was read for a wire, as `GET /api/wires/{id}` answers it beside its parts. */
export type EvidenceFields = {
  source: Read<Stream>;
  function: Read<LambdaFunction & { state: string | null; stateReason: string | null }>;
  role: Role;
  mapping: Read<Mapping>;
  rivals: Read<Mapping[]>;
  formerKeys: { arn: string; key: Read<Key> }[];
};

const pending = { state: 'pending' } as const;

export function evidenceFields(view: View): EvidenceFields {
  const { parts, others } = view.evidence;
  const read = <T>(part: PartName) => (parts[part] ?? pending) as Read<T>;
  const role = read<Role>('role');
  const unread = role.state === 'known' ? null : role;
  const pulses = (wires: readonly { pulse: Thing | null }[]) =>
    wires.flatMap(({ pulse }) => (pulse?.is === 'event-source-mapping' ? [pulse as Mapping] : []));
  return {
    source: read('source'),
    function: read('reader'),
    role:
      role.state === 'known'
        ? role.value
        : {
            is: 'iam-role',
            arn: view.parts.role ? view.arn('role') : view.chosen.reader,
            ...fourOf(unread ?? pending),
          },
    mapping: read('mapping'),
    rivals: others.state === 'known' ? { ...others, value: pulses(others.value.wires) } : others,
    formerKeys: Object.entries(view.parts).flatMap(([name, part]) =>
      part.is === 'kms-key' && part.formerOf !== undefined ? [{ arn: view.arn(name), key: read<Key>(name) }] : [],
    ),
  };
}

function fourOf(read: Exclude<Read<never>, { state: 'known' }>) {
  return { role: read, attached: read, inline: read, boundary: read };
}

/** What a stored plan was chosen by: plans of before have their ends and answers beside, and no `chosen`. */
export function chosenInPlan(plan: Pick<PlannedFor, keyof PlanEnds | 'chosen' | 'roleGrant' | 'keyGrant'>): Chosen {
  const { source, reader } = plan;
  return {
    ...plan.chosen,
    source: source.arn,
    reader: plan.chosen?.reader ?? (reader.functionArn || reader.roleArn),
    ...(source.consumerName === undefined ? {} : { consumerName: source.consumerName }),
    ...(plan.roleGrant === undefined ? {} : { roleGrant: plan.roleGrant }),
    ...(plan.keyGrant === undefined ? {} : { keyGrant: plan.keyGrant }),
  };
}

/** A wire's row in the store: rows of before name the source and the consumer in one ARN. */
export function chosenInRow(row: { sourceArn: string; readerArn: string; chosen?: Chosen | null }): Chosen {
  if (row.chosen) return row.chosen;
  const name = consumerName(row.sourceArn);
  return {
    source: streamArnOf(row.sourceArn),
    reader: row.readerArn,
    ...(name === null ? {} : { consumerName: name }),
  };
}

/** The ends of a plan, of what was chosen and of who acts at either end. */
export function planEnds(view: View, connections: { producer: string; consumer: string }): PlanEnds {
  const { chosen } = view;
  const fields = wireFields(view, null);
  return {
    source: { connection: connections.producer, arn: chosen.source, ...namedConsumer(fields.consumerName) },
    reader: {
      connection: connections.consumer,
      functionArn: fields.functionArn ?? '',
      // An ARN that is made up would pass for the role’s own once the plan is read back.
      roleArn: fields.roleArn ?? (view.parts.role ? '' : chosen.reader),
    },
  };
}

/** As a plan keeps it: left out where the kind has none. */
function namedConsumer(name: string | null): { consumerName?: string } {
  return name === null ? {} : { consumerName: name };
}

/** The options of the mapping that is there, or `null`. */
export function settingsOf({ evidence }: Pick<View, 'evidence'>, pulse: PartName | null): MappingSettings | null {
  const read = pulse === null ? undefined : evidence.parts[pulse];
  return read?.state === 'known' && read.value.is === 'event-source-mapping' ? (read.value as Mapping).settings : null;
}

/** The role that reads, by ARN. */
export function roleInPlan({ reader }: PlanEnds): string {
  return reader.roleArn;
}
