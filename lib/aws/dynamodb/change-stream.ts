import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { CallOf } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import { tableName } from '@/lib/wiring/resource/dynamodb-arn';
import type { ViewType } from '@/lib/wiring/resource/view-type';
import { appearedSince } from '../change/appeared-since';
import { foundAlready, madeAlready, type Performer, wasFound } from '../change/performer';
import { unlessAbsent } from '../change/unless-absent';
import { StaleChangeError, StillBusyError } from '../session/change-errors';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { underPermit } from '../session/write-permit';
import { describeStream, describeTable, resourcePolicy } from './read-table';

type Update = CallOf<'dynamodb:UpdateTable'>;

/** A stream that is on, or on its way from or to that. */
type Standing = { arn: string; status: string; createdAt: Date | undefined };

type Now = { table: string; stream: Standing | null };

async function standing(session: Session, tableArn: string): Promise<Now> {
  const { TableStatus: table = '', LatestStreamArn: arn } = await describeTable(session, tableArn);
  if (arn === undefined) return { table, stream: null };
  const { StreamStatus: status = 'DISABLED', CreationRequestDateTime: createdAt } =
    (await unlessAbsent(describeStream(session, arn))) ?? {};
  return { table, stream: status === 'DISABLED' ? null : { arn, status, createdAt } };
}

/** As `standing`; a table that is gone has no stream either. */
async function standingUnlessGone(session: Session, tableArn: string): Promise<Now> {
  return (await unlessAbsent(standing(session, tableArn))) ?? { table: '', stream: null };
}

/** As `standing`, but nothing is done while a stream is on its way off. */
async function settled(session: Session, tableArn: string): Promise<Standing | null> {
  const { stream } = await standing(session, tableArn);
  if (stream?.status === 'DISABLING') throw new StillBusyError(`The stream ${stream.arn} is still being switched off.`);
  return stream;
}

function madeByUs({ createdAt }: Standing, begunAt: string | null): boolean {
  return appearedSince(createdAt?.toISOString() ?? null, begunAt);
}

/** What was asked for may stand already: an attempt before this one did it, or somebody else. */
function mayStand(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException';
}

async function switchOn(session: Session, tableArn: string, viewType: ViewType): Promise<Record<string, string>> {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: viewType };
  const command = new UpdateTableCommand({ TableName: tableName(tableArn), StreamSpecification });
  try {
    const { TableDescription } = await session.client(DynamoDBClient).send(command);
    return { streamArn: requiredValue(TableDescription?.LatestStreamArn, 'LatestStreamArn') };
  } catch (error) {
    const found = mayStand(error) ? await settled(session, tableArn) : null;
    if (found === null) throw error;
    return { streamArn: found.arn, ...foundAlready };
  }
}

class IsOff extends Error {}

/**
 * The call names no stream: it is let out only while that very one is on. A stream takes its policy with it: one that
 * others have come to share it by is theirs, too.
 */
async function switchOff(session: Session, tableArn: string, streamArn: string): Promise<void> {
  const isOff = async () => {
    const { stream } = await standingUnlessGone(session, tableArn);
    return stream?.arn !== streamArn || stream.status === 'DISABLING';
  };
  const unshared = async () => {
    if (await isOff()) throw new IsOff();
    if ((await unlessAbsent(resourcePolicy(session, streamArn))) === null) return;
    throw new StaleChangeError(`The stream ${streamArn} was shared by others since; it is left as it is.`);
  };
  const StreamSpecification = { StreamEnabled: false };
  const command = new UpdateTableCommand({ TableName: tableName(tableArn), StreamSpecification });
  try {
    await underPermit(unshared, () => session.client(DynamoDBClient).send(command));
  } catch (error) {
    if (!(error instanceof IsOff || (mayStand(error) && (await isOff())))) throw error;
  }
}

/** Until both are so, a policy on the stream is refused (wirings D1, order). */
async function onPending(session: Session, tableArn: string): Promise<Message | null> {
  const { table, stream } = await standing(session, tableArn);
  if (stream?.status !== 'ENABLED') {
    return { key: 'run.waiting.stream-state', values: { state: stream?.status ?? 'DISABLED' } };
  }
  return table === 'ACTIVE' ? null : { key: 'run.waiting.table-state', values: { state: table } };
}

async function offPending(session: Session, tableArn: string, streamArn: string | undefined): Promise<Message | null> {
  const { table, stream } = await standingUnlessGone(session, tableArn);
  if (stream !== null && stream.arn === streamArn) {
    return { key: 'run.waiting.stream-state', values: { state: stream.status } };
  }
  return table === 'UPDATING' ? { key: 'run.waiting.table-state', values: { state: table } } : null;
}

const enabling: Performer<Update> = {
  async observe(session, { tableArn }, journal) {
    const found = await settled(session, tableArn);
    if (found === null) return { state: 'to-do', before: null };
    const ours = madeByUs(found, journal.begunAt);
    return { state: 'made', before: null, result: { streamArn: found.arn, ...(ours ? {} : foundAlready) } };
  },
  write: (session, { tableArn, viewType }) => switchOn(session, tableArn, viewType),
  pending: (session, { tableArn }) => onPending(session, tableArn),
  async undo(session, { tableArn }, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const { stream } = await standingUnlessGone(session, tableArn);
    if (stream === null) return {};
    const own = journal.result?.streamArn;
    if (own === undefined ? !madeByUs(stream, journal.begunAt) : stream.arn !== own) return {};
    if (stream.status !== 'DISABLING') await switchOff(session, tableArn, stream.arn);
    return { streamArn: stream.arn };
  },
  undoPending: async (session, { tableArn }, journal) =>
    wasFound(journal) ? null : offPending(session, tableArn, journal.result?.streamArn),
};

const disabling: Performer<Update> = {
  async observe(session, { tableArn, viewType, off }, journal) {
    const { stream } = await standingUnlessGone(session, tableArn);
    const stands = stream !== null && stream.arn === off && stream.status !== 'DISABLING';
    return stands ? { state: 'to-do', before: viewType } : madeAlready(journal, null);
  },
  async write(session, { tableArn, off = '' }) {
    await switchOff(session, tableArn, off);
    return {};
  },
  pending: (session, { tableArn, off }) => offPending(session, tableArn, off),
  /** Switches a stream on again; what was on the old ARN is put on the new one by the steps that are undone next. */
  async undo(session, { tableArn, viewType, off }, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const found = await settled(session, tableArn);
    if (found?.arn === off) return {};
    return found === null ? switchOn(session, tableArn, viewType) : { streamArn: found.arn };
  },
  undoPending: async (session, { tableArn }, { result }) => (result?.streamArn ? onPending(session, tableArn) : null),
};

const performerOf = ({ off }: Update) => (off === undefined ? enabling : disabling);

export const updateTable: Performer<Update> = {
  observe: (session, call, journal) => performerOf(call).observe(session, call, journal),
  write: (session, call, before) => performerOf(call).write(session, call, before),
  pending: (session, call, journal) => performerOf(call).pending(session, call, journal),
  undo: (session, call, journal) => performerOf(call).undo(session, call, journal),
  undoPending: (session, call, journal) => performerOf(call).undoPending(session, call, journal),
};
