import { absent, known, reading, requiredValue } from '@/lib/aws/session/reading';
import type { Session } from '@/lib/aws/session/session';
import type { Read } from '@/lib/wiring/read';
import type { Forwarder, Queue } from '../resource/parcel';
import { ParcelClient } from './client';

type Described = { Name: string; QueueArn: string; Status: string; CreatedAt: number };
type DescribedForwarder = Omit<Described, 'Status'> & {
  ForwarderArn: string;
  TargetQueueArn: string;
  RoleArn: string;
  Status: string;
  LastResult: string;
};

const parcel = (session: Session) => session.client(ParcelClient);

/** Every queue of the session's account and Region, a page at a time; after a failed page there is no other. */
export async function* listQueues(session: Session): AsyncGenerator<Read<Queue[]>> {
  let next: string | undefined;
  do {
    const page: Read<{ Queues: Described[]; NextToken?: string }> = await reading(
      session,
      'parcel:ListQueues',
      undefined,
      () => parcel(session).ask('ListQueues', next === undefined ? {} : { NextToken: next }),
    );
    if (page.state !== 'known') return yield page;
    yield { ...page, value: requiredValue(page.value.Queues, 'Queues').map((one) => toQueue(session, one)) };
    next = page.value.NextToken;
  } while (next !== undefined);
}

export async function readQueue(session: Session, arn: string): Promise<Read<Queue>> {
  const [described, policy] = await Promise.all([
    reading(session, 'parcel:DescribeQueue', arn, () =>
      parcel(session).ask<{ Queue: Described }>('DescribeQueue', { QueueArn: arn }),
    ),
    readQueuePolicy(session, arn),
  ]);
  if (described.state !== 'known') return described;
  return { ...described, value: { ...toQueue(session, described.value.Queue), policy } };
}

export function readQueuePolicy(session: Session, arn: string): Promise<Read<string>> {
  return reading(session, 'parcel:GetQueuePolicy', arn, async () => {
    const { Policy } = await parcel(session).ask<{ Policy?: string }>('GetQueuePolicy', { QueueArn: arn });
    return requiredValue(Policy, 'Policy');
  });
}

/** Those of the session's account and Region, or of one queue of it. */
export async function readForwarders(session: Session, queueArn?: string): Promise<Read<Forwarder[]>> {
  const input = queueArn === undefined ? {} : { QueueArn: queueArn };
  const list = await reading(session, 'parcel:ListForwarders', queueArn, () =>
    parcel(session).ask<{ Forwarders: DescribedForwarder[] }>('ListForwarders', input),
  );
  if (list.state !== 'known') return list;
  return { ...list, value: requiredValue(list.value.Forwarders, 'Forwarders').map((one) => toForwarder(session, one)) };
}

export async function readForwarder(session: Session, arn: string, queueArn: string): Promise<Read<Forwarder>> {
  const all = await readForwarders(session, queueArn);
  if (all.state !== 'known') return all;
  const found = all.value.find((one) => one.arn === arn);
  return found ? known(found) : absent();
}

function place({ connection, region }: Session) {
  return { accountId: connection.accountId, region, connectionId: connection.id };
}

function toQueue(session: Session, { Name, QueueArn, Status, CreatedAt }: Described): Queue {
  const named = { is: 'parcel-queue' as const, arn: QueueArn, name: Name, status: Status };
  return { ...named, ...place(session), createdAt: iso(CreatedAt), policy: { state: 'pending' } };
}

function toForwarder(session: Session, one: DescribedForwarder): Forwarder {
  return {
    is: 'parcel-forwarder',
    ...place(session),
    arn: one.ForwarderArn,
    name: one.Name,
    queueArn: one.QueueArn,
    targetArn: one.TargetQueueArn,
    roleArn: one.RoleArn,
    status: one.Status,
    lastResult: one.LastResult,
    createdAt: iso(one.CreatedAt),
  };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
