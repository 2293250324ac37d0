import {
  type ConsumerDescription,
  DeregisterStreamConsumerCommand,
  DescribeStreamConsumerCommand,
  type DescribeStreamConsumerInput,
  KinesisClient,
  RegisterStreamConsumerCommand,
} from '@aws-sdk/client-kinesis';
import type { CallOf } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import { appearedSince } from '../change/appeared-since';
import { foundAlready, madeAlready, type Performer, wasFound } from '../change/performer';
import { unlessAbsent } from '../change/unless-absent';
import { StaleChangeError, StillBusyError } from '../session/change-errors';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { underPermit } from '../session/write-permit';
import { readResourcePolicy } from './change-policy';

type Named = { streamArn: string; consumerName: string };

async function consumerOf(session: Session, input: DescribeStreamConsumerInput): Promise<ConsumerDescription | null> {
  const answer = await unlessAbsent(session.client(KinesisClient).send(new DescribeStreamConsumerCommand(input)));
  return answer && requiredValue(answer.ConsumerDescription, 'ConsumerDescription');
}

const byName = (session: Session, { streamArn, consumerName }: Named) =>
  consumerOf(session, { StreamARN: streamArn, ConsumerName: consumerName });

const byArn = (session: Session, consumerArn: string) => consumerOf(session, { ConsumerARN: consumerArn });

function isGoing(consumer: ConsumerDescription): boolean {
  return consumer.ConsumerStatus === 'DELETING';
}

function madeByUs({ ConsumerCreationTimestamp: createdAt }: ConsumerDescription, begunAt: string | null): boolean {
  return appearedSince(createdAt?.toISOString() ?? null, begunAt);
}

async function register(session: Session, { streamArn, consumerName }: Named): Promise<Record<string, string>> {
  const { Consumer } = await session
    .client(KinesisClient)
    .send(new RegisterStreamConsumerCommand({ StreamARN: streamArn, ConsumerName: consumerName }));
  return { consumerArn: requiredValue(Consumer?.ConsumerARN, 'ConsumerARN') };
}

/** A consumer takes its policy with it: one that others have come to share it by is theirs, too. */
async function deregister(session: Session, consumerArn: string): Promise<void> {
  const unshared = async () => {
    if ((await readResourcePolicy(session, consumerArn)) === null) return;
    const message = `The consumer ${consumerArn} was shared by others since; it is left as it is.`;
    throw new StaleChangeError(message);
  };
  const command = new DeregisterStreamConsumerCommand({ ConsumerARN: consumerArn });
  await unlessAbsent(underPermit(unshared, () => session.client(KinesisClient).send(command)));
}

/** A policy can be put on a consumer only once it is ACTIVE (wirings K2, order). */
async function activationPending(session: Session, consumerArn: string | undefined): Promise<Message | null> {
  const consumer = consumerArn ? await byArn(session, consumerArn) : null;
  if (consumer?.ConsumerStatus === 'ACTIVE') return null;
  return { key: 'run.waiting.consumer-state', values: { state: consumer?.ConsumerStatus ?? 'unlisted' } };
}

async function removalPending(session: Session, consumerArn: string | undefined): Promise<Message | null> {
  const consumer = consumerArn ? await byArn(session, consumerArn) : null;
  return consumer && { key: 'run.waiting.consumer-state', values: { state: consumer.ConsumerStatus ?? '' } };
}

function stillDeregistering(consumer: ConsumerDescription): StillBusyError {
  return new StillBusyError(`The consumer ${consumer.ConsumerARN} is still being deregistered.`);
}

export const registerConsumer: Performer<CallOf<'kinesis:RegisterStreamConsumer'>> = {
  async observe(session, call, journal) {
    const found = await byName(session, call);
    if (found === null) return { state: 'to-do', before: null };
    if (isGoing(found)) throw stillDeregistering(found);
    const result = { consumerArn: found.ConsumerARN ?? '', ...(madeByUs(found, journal.begunAt) ? {} : foundAlready) };
    return { state: 'made', before: null, result };
  },
  write: register,
  pending: (session, _call, { result }) => activationPending(session, result?.consumerArn),
  async undo(session, call, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const found = journal.result?.consumerArn
      ? await byArn(session, journal.result.consumerArn)
      : await byName(session, call);
    const ours = journal.result?.consumerArn !== undefined || (found !== null && madeByUs(found, journal.begunAt));
    if (found === null || !ours) return {};
    const consumerArn = found.ConsumerARN ?? '';
    if (!isGoing(found)) await deregister(session, consumerArn);
    return { consumerArn };
  },
  async undoPending(session, _call, journal) {
    return wasFound(journal) ? null : removalPending(session, journal.result?.consumerArn);
  },
};

export const deregisterConsumer: Performer<CallOf<'kinesis:DeregisterStreamConsumer'>> = {
  async observe(session, call, journal) {
    const found = await byArn(session, call.consumerArn);
    if (found !== null && !isGoing(found)) return { state: 'to-do', before: call.consumerArn };
    return madeAlready(journal, null);
  },
  async write(session, call) {
    await deregister(session, call.consumerArn);
    return {};
  },
  pending: (session, call) => removalPending(session, call.consumerArn),
  /** Registers the consumer again; what was on the old ARN is put on the new one by the steps that are undone next. */
  async undo(session, call, journal): Promise<Record<string, string>> {
    if (wasFound(journal)) return {};
    const old = await byArn(session, call.consumerArn);
    if (old !== null && !isGoing(old)) return {};
    const found = await byName(session, call);
    if (found !== null && isGoing(found)) throw stillDeregistering(found);
    return found === null ? register(session, call) : { consumerArn: found.ConsumerARN ?? '' };
  },
  async undoPending(session, _call, { result }) {
    return result?.consumerArn ? activationPending(session, result.consumerArn) : null;
  },
};
