import { appearedSince } from '@/lib/aws/change/appeared-since';
import { policyPerformer } from '@/lib/aws/change/change-policy';
import { foundAlready, madeAlready, nothingPending, type Performer, wasFound } from '@/lib/aws/change/performer';
import { unlessAbsent } from '@/lib/aws/change/unless-absent';
import { StaleChangeError } from '@/lib/aws/session/change-errors';
import type { Session } from '@/lib/aws/session/session';
import { knownValue } from '@/lib/aws/session/value-of';
import type { Message } from '@/lib/wiring/message';
import type { AddForwarder, DeleteQueuePolicy, PutQueuePolicy, QueuePolicyCall, RemoveForwarder } from '../call/parcel';
import { outside } from '../outside';
import type { Forwarder } from '../resource/parcel';
import { ParcelClient } from './client';
import { readForwarders } from './read';

type Stored = { policy: string | null; revision: string | null };

function named(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

async function stored(session: Session, QueueArn: string): Promise<Stored> {
  const answer = await unlessAbsent(
    session.client(ParcelClient).ask<{ Policy: string; RevisionId: string }>('GetQueuePolicy', { QueueArn }),
  );
  return { policy: answer?.Policy ?? null, revision: answer?.RevisionId ?? null };
}

async function write(session: Session, QueueArn: string, Policy: string | null, revision: string | null) {
  const client = session.client(ParcelClient);
  const ExpectedRevisionId = revision ?? 'NO_POLICY';
  if (Policy !== null) await client.ask('PutQueuePolicy', { QueueArn, Policy, ExpectedRevisionId });
  else if (revision !== null) await client.ask('DeleteQueuePolicy', { QueueArn, ExpectedRevisionId });
}

function queuePolicy<C extends QueuePolicyCall>(wanted: (call: C) => string | null): Performer<C> {
  return policyPerformer<C>({
    arnOf: (call) => call.queueArn,
    read: async (session, arn) => (await stored(session, arn)).policy,
    write,
    revision: { read: stored, isRefusedBy: (error) => named(error, 'StaleRevisionException') },
    expected: (call) => call.expected,
    wanted,
  });
}

type Forwarding = AddForwarder | RemoveForwarder;

async function existing(session: Session, { queueArn, name }: Forwarding): Promise<Forwarder | null> {
  return knownValue(await readForwarders(session, queueArn)).find((one) => one.name === name) ?? null;
}

function isSame(found: Forwarder, { targetArn, roleArn }: Forwarding): boolean {
  return found.targetArn === targetArn && found.roleArn === roleArn;
}

async function add(session: Session, { queueArn, name, targetArn, roleArn }: Forwarding): Promise<void> {
  const input = { QueueArn: queueArn, Name: name, TargetQueueArn: targetArn, RoleArn: roleArn };
  await session.client(ParcelClient).ask('AddForwarder', input);
}

async function remove(session: Session, { queueArn, name }: Forwarding): Promise<void> {
  await unlessAbsent(session.client(ParcelClient).ask('RemoveForwarder', { QueueArn: queueArn, Name: name }));
}

async function activation(session: Session, call: Forwarding): Promise<Message | null> {
  const found = await existing(session, call);
  if (found?.status === 'ACTIVE') return null;
  return { key: outside('run.waiting.forwarder-state'), values: { state: found?.status ?? 'unlisted' } };
}

const addForwarder: Performer<AddForwarder> = {
  async observe(session, call, { begunAt }) {
    const found = await existing(session, call);
    if (found === null) return { state: 'to-do', before: null };
    if (!isSame(found, call)) throw new StaleChangeError(`There is another forwarder ${call.name} by now.`);
    return { state: 'made', before: null, result: appearedSince(found.createdAt, begunAt) ? {} : foundAlready };
  },
  async write(session, call) {
    await add(session, call);
    return {};
  },
  pending: activation,
  async undo(session, call, journal) {
    const found = wasFound(journal) ? null : await existing(session, call);
    if (found && isSame(found, call)) await remove(session, call);
    return {};
  },
  undoPending: nothingPending,
};

const removeForwarder: Performer<RemoveForwarder> = {
  async observe(session, call, journal) {
    const found = await existing(session, call);
    return found && isSame(found, call) ? { state: 'to-do', before: found.arn } : madeAlready(journal, null);
  },
  async write(session, call) {
    await remove(session, call);
    return {};
  },
  pending: nothingPending,
  async undo(session, call, journal) {
    if (!wasFound(journal) && (await existing(session, call)) === null) await add(session, call);
    return {};
  },
  undoPending: async (session, call, journal) => (wasFound(journal) ? null : activation(session, call)),
};

export const performers = {
  'parcel:PutQueuePolicy': queuePolicy<PutQueuePolicy>((call) => call.policy),
  'parcel:DeleteQueuePolicy': queuePolicy<DeleteQueuePolicy>(() => null),
  'parcel:AddForwarder': addForwarder,
  'parcel:RemoveForwarder': removeForwarder,
};
