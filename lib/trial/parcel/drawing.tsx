import type { Control } from '@/components/resource/control';
import { type Controls, productControls } from '@/components/resource/controls';
import type { Drawing } from '@/components/resource/drawing';
import {
  type Drawings,
  drawings as ofProduct,
  type Questions,
  questions as questionsOfProduct,
} from '@/components/resource/drawings';
import type { PartDrawing } from '@/components/resource/part-drawing';
import { type PartDrawings, partDrawings } from '@/components/resource/part-drawings';
import type { Question } from '@/components/resource/question';
import { Fact } from '@/components/wire/fact';
import { PolicyCard } from '@/components/wire/policy-card';
import { parseArn } from '@/lib/wiring/arn';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { Thing } from '@/lib/wiring/thing';
import { outside } from './outside';
import type { Forwarder, Queue } from './resource/parcel';
import { queueName } from './resource/parcel-arn';

const queue: Drawing<Queue> = {
  icon: { title: 'queue', paths: ['M2 5l6-3 6 3v6l-6 3-6-3z', 'M2 5l6 3 6-3', 'M8 8v6'] },
  listed: {
    name: outside('board.list.queues'),
    reading: outside('wizard.listing.queues'),
    none: outside('board.withoutQueues'),
    unwired: outside('board.unwiredQueues'),
  },
  label: outside('board.fact.queue'),
  found: ({ status }) => [status],
  remark: ({ status }) => status,
  Line: ({ thing, place }) => <>{[thing.status, place].filter(Boolean).join(' · ')}</>,
};

const queuePart: PartDrawing<Queue> = {
  what: outside('queue'),
  reads: ({ policy }) => [[outside('queue-policy'), policy]],
  Facts: ({ arn, read }) => (
    <Fact name="Queue">
      <code>{queueName(arn ?? '')}</code> {read.state === 'known' ? read.value.status : null}
    </Fact>
  ),
  Policies: ({ arn, read }) => (
    <PolicyCard
      title={<code>{queueName(arn ?? '')}</code>}
      read={read.state === 'known' ? read.value.policy : read}
      what={outside('queue-policy')}
      none="—"
      most={10_240}
    />
  ),
};

const forwarder: Drawing<Forwarder> = {
  listed: { name: outside('board.list.forwarders') },
  pulse: {
    name: outside('board.fact.forwarder'),
    none: outside('board.noForwarder'),
    lacking: outside('wire.no-forwarder'),
    planned: outside('wizard.so-far.forwarder'),
  },
  says: ({ status, lastResult }) => ({ state: status, reason: null, result: lastResult, resultName: 'LastResult' }),
};

const forwarderPart: PartDrawing<Forwarder> = {
  what: outside('forwarder'),
  Facts: ({ read }) =>
    read.state === 'known' ? (
      <Fact name="Forwarder">
        <code>{read.value.name}</code> {read.value.status} {roleName(read.value.roleArn)}
      </Fact>
    ) : null,
};

const answered: Control = ({ answer, onAnswer }) => (
  <input value={answer ?? ''} onChange={({ target }) => onAnswer(target.value || null)} />
);

function asked(parameter: string, isGood: (answer: string) => boolean): Question {
  return { parameter, step: 'source', isGood };
}

const isArn = (text: string) => parseArn(text).ok;

/** The drawings of the product and of queues of parcels. */
export const parcelDrawings: Drawings = {
  ...ofProduct,
  'parcel-queue': queue as Drawing<Thing>,
  'parcel-forwarder': forwarder as Drawing<Thing>,
};

export const parcelPartDrawings: PartDrawings = {
  ...partDrawings,
  'parcel-queue': queuePart as PartDrawing<Thing>,
  'parcel-forwarder': forwarderPart as PartDrawing<Thing>,
};

export const parcelControls: Controls = {
  ...productControls,
  controls: { ...productControls.controls, target: answered, forwarderRole: answered, forwarderName: answered },
};

/** What the product asks, and what a kind of parcels asks beside. */
export const parcelQuestions: Questions = {
  ...questionsOfProduct,
  target: asked('target', isArn),
  forwarderRole: asked('forwarderRole', isArn),
  forwarderName: {
    ...asked('forwarderName', (name) => /^[\w-]{1,64}$/.test(name)),
    names: outside('parcel-forwarder'),
  },
};
