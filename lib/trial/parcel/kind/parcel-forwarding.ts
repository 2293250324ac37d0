import { accountOf, parseArn } from '@/lib/wiring/arn';
import type { StatusCode, VerdictCode } from '@/lib/wiring/code';
import { judged, unread } from '@/lib/wiring/judge/judgement';
import { factNeed, grantNeed, type Right } from '@/lib/wiring/kind/grant';
import type { Fact, Given, Kind, MakeStep, NamedPart, Seen } from '@/lib/wiring/kind/kind';
import { placeOf } from '@/lib/wiring/kind/place';
import type { Need } from '@/lib/wiring/need';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { readOf, type View } from '@/lib/wiring/view';
import type { AddForwarder, RemoveForwarder } from '../call/parcel';
import { outside } from '../outside';
import type { Forwarder, Queue } from '../resource/parcel';
import { forwarderArn, queueName } from '../resource/parcel-arn';
import { forwardedQueues } from './forwarded-queues';

const page = 'lib/trial/parcel/sandbox/forwarders.ts';

function answer(chosen: Seen['chosen'], name: 'target' | 'forwarderRole' | 'forwarderName'): string {
  return String(chosen[name] ?? '');
}

/** The source's account has the queue, its forwarder and the role that forwards; the target and its reader are others'. */
function parts({ chosen }: Seen): Record<string, NamedPart> {
  const [target, role] = [answer(chosen, 'target'), answer(chosen, 'forwarderRole')];
  const [source, destination] = [placeOf(chosen.source), placeOf(target)];
  const forwarder = forwarderArn(chosen.source, answer(chosen, 'forwarderName'));
  const own = { half: 'producer' as const };
  const others = { half: 'consumer' as const };
  return {
    source: { ...own, is: outside('parcel-queue'), place: source, ref: { arn: chosen.source } },
    forwarder: { ...own, is: outside('parcel-forwarder'), place: source, ref: { arn: forwarder } },
    forwarderRole: { ...own, is: 'iam-role', place: placeOf(role, source.region), ref: { arn: role } },
    target: { ...others, is: outside('parcel-queue'), place: destination, ref: { arn: target } },
    reader: {
      ...others,
      is: 'iam-role',
      place: placeOf(chosen.reader, destination.region),
      ref: { arn: chosen.reader },
    },
  };
}

function right(view: View, one: Omit<Right, 'action' | 'source'> & { action: string }): Need {
  return grantNeed(view, { ...one, action: outside(one.action), source: page });
}

function needs(view: View): Need[] {
  const ofRole = { asker: 'forwarderRole', in: { part: 'forwarderRole', slot: 'identity' as const, sid: 'Forward' } };
  return [
    factNeed(outside('source-queue-active'), 'producer', 'resource', page),
    factNeed(outside('target-queue-active'), 'consumer', 'resource', page),
    factNeed(outside('role-of-source'), 'producer', 'role', page),
    factNeed(outside('forwarder-free'), 'producer', 'forwarder', page),
    right(view, {
      asker: { service: 'parcel.amazonaws.com' },
      action: 'sts:AssumeRole',
      of: 'forwarderRole',
      in: { part: 'forwarderRole', slot: 'trust' },
      why: outside('parcel-AssumeRole'),
      row: 'trust',
    }),
    right(view, { ...ofRole, action: 'parcel:ReceiveParcels', of: 'source', in: { ...ofRole.in, sid: 'Take' } }),
    right(view, { ...ofRole, action: 'parcel:SendParcel', of: 'target' }),
    right(view, {
      asker: 'forwarderRole',
      action: 'parcel:SendParcel',
      of: 'target',
      in: { part: 'target', slot: 'resource', sid: 'Forward' },
    }),
    ...(['target', 'reader'] as const).map((part) =>
      right(view, {
        asker: 'reader',
        action: 'parcel:ReceiveParcels',
        of: 'target',
        in: { part, slot: part === 'target' ? 'resource' : 'identity', sid: 'Read' },
        why: outside('parcel-ReceiveForwarded'),
        suffix: ':forwarded',
      }),
    ),
  ];
}

/** What was found of a fact, in words of its own, and of a status. */
const found = (code: string) => outside<VerdictCode & StatusCode>(code);

function queueActive(part: 'source' | 'target'): Fact {
  return {
    unmet: 'broken',
    judge(view) {
      const read = readOf(view, part);
      if (read.state !== 'known') return unread(read, { code: found('queue-gone') });
      const { status } = read.value as Queue;
      return status === 'ACTIVE'
        ? judged('met', found('queue-status'), { status })
        : judged('missing', found('queue-status'), { status });
    },
  };
}

/** A queue takes a role of its own account only. */
const roleOfSource: Fact = {
  judge(view) {
    const values = { role: roleName(view.arn('forwarderRole')), account: accountOf(view.arn('source')) ?? '' };
    const same = accountOf(view.arn('forwarderRole')) === accountOf(view.arn('source'));
    return judged(same ? 'met' : 'denied', found(same ? 'role-of-source' : 'role-elsewhere'), values);
  },
};

/** A queue has one forwarder of a name: what it does cannot be changed. */
const forwarderFree: Fact = {
  unmet: 'broken',
  judge(view) {
    const read = readOf(view, 'forwarder');
    if (read.state === 'absent') return judged('met', found('forwarder-to-come'));
    if (read.state !== 'known') return unread(read, { code: found('forwarder-gone') });
    const { name, targetArn, roleArn } = read.value as Forwarder;
    const same = targetArn === view.arn('target') && roleArn === view.arn('forwarderRole');
    const values = { forwarder: name, target: queueName(targetArn), role: roleName(roleArn) };
    return same
      ? judged('met', found('forwarder-current'), values)
      : judged('denied', found('forwarder-taken'), values);
  },
};

const forwarding: MakeStep = {
  make: 'forwarder',
  changes(view) {
    if (readOf(view, 'forwarder').state !== 'absent') return [];
    const call: AddForwarder = {
      call: 'parcel:AddForwarder',
      queueArn: view.arn('source'),
      name: answer(view.chosen, 'forwarderName'),
      targetArn: view.arn('target'),
      roleArn: view.arn('forwarderRole'),
    };
    return [{ glyph: 'add', answers: [], call: outside(call) }];
  },
  unmake(_view, thing) {
    const { queueArn, name, targetArn, roleArn } = thing as Forwarder;
    const call: RemoveForwarder = { call: 'parcel:RemoveForwarder', queueArn, name, targetArn, roleArn };
    return outside(call);
  },
};

/** The forwarder is called like the queue that it fills, unless a person says otherwise. */
function choose({ chosen }: Given): ReturnType<NonNullable<Kind['choose']>> {
  for (const name of ['target', 'forwarderRole'] as const) {
    const text = answer(chosen, name);
    if (!parseArn(text).ok) return { problem: outside('bad-parcel-answer'), values: { name, text } };
  }
  return {
    chosen: { ...chosen, forwarderName: answer(chosen, 'forwarderName') || queueName(answer(chosen, 'target')) },
  };
}

/** A queue's parcels are forwarded into another account's queue, where a role of a third account receives them. */
export const parcelForwarding: Kind = {
  id: outside('parcel-forwarding'),
  source: 'parcel-queue',
  reader: 'iam-role',
  reads: 'forwarder',
  actsFor: 'forwarder',
  choose,
  asks: outside(['target', 'forwarderRole', 'forwarderName']),
  lists: ['parcel-queue', 'parcel-forwarder'],
  find: forwardedQueues,
  parts,
  needs,
  facts: {
    'source-queue-active': queueActive('source'),
    'target-queue-active': queueActive('target'),
    'role-of-source': roleOfSource,
    'forwarder-free': forwarderFree,
  } as Kind['facts'],
  checks: [
    { need: 'source-queue-active', as: outside('source-queue-active') },
    { need: 'target-queue-active', as: outside('target-queue-active') },
    { need: 'role-of-source', as: outside('role-of-source') },
    { need: 'forwarder-free', as: outside('forwarder-free') },
    { need: 'producer:trust-policy:sts:AssumeRole', as: outside('trusted-by-parcel') },
  ],
  // A forwarder is taken only once its role may do its work on both queues.
  steps: [
    { grant: 'forwarderRole', slot: 'identity' },
    { grant: 'reader', slot: 'identity' },
    { grant: 'target', slot: 'resource' },
    forwarding,
  ],
  pulse: 'forwarder',
};
