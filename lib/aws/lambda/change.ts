import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { CallOf } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import type { Mapping } from '@/lib/wiring/resource/lambda';
import { type MappingSettings, settingsToUpdate } from '@/lib/wiring/setting/settings';
import { appearedSince } from '../change/appeared-since';
import { foundAlready, type Journal, madeAlready, type Performer, wasFound } from '../change/performer';
import { unlessAbsent } from '../change/unless-absent';
import { StaleChangeError, StillBusyError } from '../session/change-errors';
import type { Session } from '../session/session';
import { knownValue } from '../session/value-of';
import { wholeList } from '../whole-list';
import { createInput, updateInput } from './mapping-input';
import { listMappings } from './read';

/** States in which a mapping stays by itself; every other is on its way to one of these (event-source-mapping §2). */
const resting = new Set(['Enabled', 'Disabled']);

/** Always by List: it has the same facts as Get, and many are had for one call. */
async function mappingsBetween(session: Session, sourceArn: string, functionArn: string): Promise<Mapping[]> {
  const found = await wholeList(listMappings(session, { sourceArn, functionArn }));
  return knownValue(found).filter((mapping) => mapping.sourceArn === sourceArn && mapping.functionArn === functionArn);
}

async function mappingOf(session: Session, functionArn: string, uuid: string): Promise<Mapping | null> {
  for await (const page of listMappings(session, { functionArn })) {
    const mapping = knownValue(page).find((candidate) => candidate.uuid === uuid);
    if (mapping) return mapping;
  }
  return null;
}

async function remove(session: Session, uuid: string): Promise<void> {
  await unlessAbsent(session.client(LambdaClient).send(new DeleteEventSourceMappingCommand({ UUID: uuid })));
}

/** What is still on its way, said with AWS's word for the state. */
function statePending(mapping: Mapping | null): Message | null {
  if (mapping === null) return { key: 'run.waiting.mapping-unlisted' };
  return resting.has(mapping.state) ? null : { key: 'run.waiting.mapping-state', values: { state: mapping.state } };
}

async function removalPending(session: Session, functionArn: string, uuid: string): Promise<Message | null> {
  const mapping = await mappingOf(session, functionArn, uuid);
  return mapping && { key: 'run.waiting.mapping-state', values: { state: mapping.state } };
}

/** The 409 names the mapping that is there already (domain: failures F09). */
function uuidInConflict(error: unknown): string | null {
  if (!(error instanceof Error && error.name === 'ResourceConflictException')) return null;
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(error.message)?.[0] ?? null;
}

async function create(
  session: Session,
  sourceArn: string,
  functionArn: string,
  settings: MappingSettings,
): Promise<Record<string, string>> {
  try {
    const input = createInput(sourceArn, functionArn, settings);
    const answer = await session.client(LambdaClient).send(new CreateEventSourceMappingCommand(input));
    return { uuid: answer.UUID ?? '' };
  } catch (error) {
    const uuid = uuidInConflict(error);
    if (uuid === null) throw error;
    return { uuid, ...foundAlready };
  }
}

async function ownUuid(
  session: Session,
  call: { sourceArn: string; functionArn: string },
  journal: Journal,
): Promise<string | null> {
  if (journal.result?.uuid) return journal.result.uuid;
  const found = await mappingsBetween(session, call.sourceArn, call.functionArn);
  return found.find((mapping) => appearedSince(mapping.lastModified, journal.begunAt))?.uuid ?? null;
}

const createMapping: Performer<CallOf<'lambda:CreateEventSourceMapping'>> = {
  async observe(session, call, journal) {
    const [mapping] = await mappingsBetween(session, call.sourceArn, call.functionArn);
    if (!mapping) return { state: 'to-do', before: null };
    if (mapping.state === 'Deleting') throw new StillBusyError(`The mapping ${mapping.uuid} is still being deleted.`);
    const ours = appearedSince(mapping.lastModified, journal.begunAt);
    return { state: 'made', before: null, result: { uuid: mapping.uuid, ...(ours ? {} : foundAlready) } };
  },
  write: (session, call) => create(session, call.sourceArn, call.functionArn, call.settings),
  async pending(session, call, { result }) {
    const found = await mappingsBetween(session, call.sourceArn, call.functionArn);
    return statePending(found.find((mapping) => mapping.uuid === result?.uuid) ?? null);
  },
  async undo(session, call, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const uuid = await ownUuid(session, call, journal);
    if (uuid === null) return {};
    await remove(session, uuid);
    return { uuid };
  },
  async undoPending(session, call, journal) {
    if (wasFound(journal) || !journal.result?.uuid) return null;
    return removalPending(session, call.functionArn, journal.result.uuid);
  },
};

async function knownMapping(session: Session, functionArn: string, uuid: string): Promise<Mapping> {
  const mapping = await mappingOf(session, functionArn, uuid);
  if (mapping === null) throw new StaleChangeError(`The mapping ${uuid} is not there any more.`);
  return mapping;
}

async function update(
  session: Session,
  uuid: string,
  wanted: MappingSettings,
  current: MappingSettings,
): Promise<Record<string, string>> {
  await session.client(LambdaClient).send(new UpdateEventSourceMappingCommand(updateInput(uuid, wanted, current)));
  return {};
}

const sameSettings = (one: MappingSettings, other: MappingSettings) => settingsToUpdate(one, other).length === 0;

const updateMapping: Performer<CallOf<'lambda:UpdateEventSourceMapping'>> = {
  async observe(session, call, journal) {
    const { settings } = await knownMapping(session, call.functionArn, call.uuid);
    if (sameSettings(settings, call.settings)) return madeAlready(journal, JSON.stringify(settings));
    if (sameSettings(settings, call.previous)) return { state: 'to-do', before: JSON.stringify(settings) };
    throw new StaleChangeError(`The mapping ${call.uuid} was changed since the plan was made.`);
  },
  write: (session, call) => update(session, call.uuid, call.settings, call.previous),
  pending: async (session, call) => statePending(await mappingOf(session, call.functionArn, call.uuid)),
  async undo(session, call, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const { settings } = await knownMapping(session, call.functionArn, call.uuid);
    if (sameSettings(settings, call.previous)) return {};
    if (sameSettings(settings, call.settings)) return update(session, call.uuid, call.previous, call.settings);
    throw new StaleChangeError(`The mapping ${call.uuid} was changed since; it is left as it is.`);
  },
  undoPending: async (session, call) => statePending(await mappingOf(session, call.functionArn, call.uuid)),
};

/**
 * A mapping made again has no memory of how far it had read: it starts a minute before it was taken away, so that
 * what was written meanwhile is not lost; or with what is kept, where AWS takes no moment (domain: event-source-mapping,
 * "Not updatable").
 */
function resumedFrom(
  { settings, again }: CallOf<'lambda:DeleteEventSourceMapping'>,
  begunAt: string | null,
): MappingSettings {
  if (again) return { ...settings, startingPosition: again, startingPositionTimestamp: null };
  if (begunAt === null) return settings;
  const from = new Date(Date.parse(begunAt) - 60_000).toISOString();
  return { ...settings, startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: from };
}

const deleteMapping: Performer<CallOf<'lambda:DeleteEventSourceMapping'>> = {
  async observe(session, call, journal) {
    const mapping = await mappingOf(session, call.functionArn, call.uuid);
    if (mapping === null || mapping.state === 'Deleting') return madeAlready(journal, null);
    if (mapping.sourceArn !== call.sourceArn) {
      throw new StaleChangeError(`The mapping ${call.uuid} reads ${mapping.sourceArn}.`);
    }
    return { state: 'to-do', before: JSON.stringify(mapping.settings) };
  },
  async write(session, call) {
    await remove(session, call.uuid);
    return {};
  },
  pending: (session, call) => removalPending(session, call.functionArn, call.uuid),
  async undo(session, call, journal): Promise<Record<string, string>> {
    if (wasFound(journal) || call.dead) return {};
    const [there] = await mappingsBetween(session, call.sourceArn, call.functionArn);
    if (there?.state === 'Deleting') throw new StillBusyError(`The mapping ${there.uuid} is still being deleted.`);
    if (there) return { recreated: there.uuid };
    const { uuid } = await create(session, call.sourceArn, call.functionArn, resumedFrom(call, journal.begunAt));
    return { recreated: uuid ?? '' };
  },
  async undoPending(session, call, journal) {
    if (wasFound(journal) || call.dead) return null;
    const found = await mappingsBetween(session, call.sourceArn, call.functionArn);
    return statePending(found.find((mapping) => mapping.uuid === journal.result?.recreated) ?? null);
  },
};

export const performers = {
  'lambda:CreateEventSourceMapping': createMapping,
  'lambda:UpdateEventSourceMapping': updateMapping,
  'lambda:DeleteEventSourceMapping': deleteMapping,
};
