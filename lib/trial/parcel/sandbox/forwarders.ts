import type { Clock } from '@/lib/sandbox/clock';
import { decide } from '@/lib/sandbox/enforce';
import { type Ask, type Call, type Caller, Fault, type Operation } from '@/lib/sandbox/service';
import { assumeAsService } from '@/lib/sandbox/sts/assume-as-service';
import { onQueue, queueAsk } from './on-queue';
import { type Forwarder, queueByArn, queuesOf } from './state';

type Named = { QueueArn: string; Name: string };
type Wanted = Named & { TargetQueueArn: string; RoleArn: string };
/** `CreatedAt` in epoch seconds. */
type Description = Wanted & {
  ForwarderArn: string;
  Status: 'CREATING' | 'ACTIVE';
  LastResult: string;
  CreatedAt: number;
};

const creationSeconds = 5;
export const servicePrincipal = 'parcel.amazonaws.com';

/** Takes a forwarder whose role may do its work on both queues, and no other. */
export const addForwarder = onQueue<Wanted, { Forwarder: Description }>(
  'AddForwarder',
  2,
  (queue, { Name, TargetQueueArn, RoleArn, QueueArn }, call) => {
    const { clock } = call;
    if (queue.forwarders.has(Name)) throw invalid(`There is a forwarder ${Name} on ${QueueArn} already.`);
    if (!queueByArn(call.world, TargetQueueArn)) throw invalid(`Target queue not found: ${TargetQueueArn}`);
    checkRole(RoleArn, QueueArn, TargetQueueArn, call);
    const [createdAt, activeAt] = [clock.now(), clock.after(creationSeconds)];
    const arn = `${QueueArn.replace(':queue/', ':forwarder/')}/${Name}`;
    const lastResult = 'No parcels forwarded';
    const made = { name: Name, arn, target: TargetQueueArn, roleArn: RoleArn, createdAt, activeAt, lastResult };
    queue.forwarders.set(Name, made);
    return { Forwarder: { ...described(QueueArn, made, clock), Status: 'CREATING' } };
  },
  { asks: ({ RoleArn }) => [passRole(RoleArn)] },
);

export const removeForwarder = onQueue<Named, object>('RemoveForwarder', 2, ({ forwarders }, { Name, QueueArn }) => {
  if (!forwarders.delete(Name)) {
    throw new Fault('ResourceNotFoundException', `There is no forwarder ${Name} on ${QueueArn}.`);
  }
  return {};
});

/** Those of one queue, or of every queue of the account in the Region. */
export const listForwarders: Operation<{ QueueArn?: string }, { Forwarders: Description[] }> = {
  limit: () => ({ bucket: 'ListForwarders', perSecond: 5 }),
  asks: ({ QueueArn }, call) => [
    QueueArn ? queueAsk('ListForwarders', QueueArn, call) : { action: 'parcel:ListForwarders', resource: '*' },
  ],
  run: ({ QueueArn }, { world, accountId, region, clock }) => {
    const found = QueueArn ? queueByArn(world, QueueArn) : null;
    const queues = QueueArn ? [found?.queue] : [...queuesOf(world, accountId, region).values()];
    const each = queues.flatMap((queue) =>
      Array.from(queue?.forwarders.values() ?? [], (forwarder) => described(queue?.arn ?? '', forwarder, clock)),
    );
    return { Forwarders: each };
  },
};

function described(QueueArn: string, forwarder: Forwarder, clock: Clock): Description {
  return {
    ForwarderArn: forwarder.arn,
    Name: forwarder.name,
    QueueArn,
    TargetQueueArn: forwarder.target,
    RoleArn: forwarder.roleArn,
    Status: clock.now() < forwarder.activeAt ? 'CREATING' : 'ACTIVE',
    LastResult: forwarder.lastResult,
    CreatedAt: forwarder.createdAt / 1000,
  };
}

function passRole(roleArn: string): Ask {
  const context = { 'iam:PassedToService': servicePrincipal };
  return { action: 'iam:PassRole', resource: roleArn, resourceAccount: roleArn.split(':')[4], context };
}

function checkRole(roleArn: string, source: string, target: string, call: Call): void {
  if (roleArn.split(':')[4] !== source.split(':')[4]) throw invalid('Cross-account pass role is not allowed.');
  let caller: Caller;
  try {
    caller = assumeAsService(call.world, call.clock, roleArn, servicePrincipal, 'forwarder');
  } catch {
    throw invalid(`The role ${roleArn} cannot be assumed by ${servicePrincipal}.`);
  }
  for (const ask of [queueAsk('ReceiveParcels', source, call), queueAsk('SendParcel', target, call)]) {
    if (decide(ask, { ...call, caller }).decision === 'allow') continue;
    throw invalid(`The role ${roleArn} cannot perform ${ask.action} on ${ask.resource}.`);
  }
}

function invalid(message: string): Fault {
  return new Fault('InvalidParameterException', message);
}
