import {
  description,
  functionArn,
  roleArn as processorRole,
  table,
  tableArn,
  stream as tableStream,
} from '@/lib/trial/fixture/orders-table';
import {
  customerKey,
  encryptedSummary,
  ends,
  mapping,
  reader,
  roleEvidence,
  source,
} from '@/lib/trial/fixture/seed-wire';
import type { Forwarder, Queue } from '@/lib/trial/parcel/resource/parcel';
import { forwarderArn } from '@/lib/trial/parcel/resource/parcel-arn';
import { arnOf } from '@/lib/wiring/arn';
import { settle } from '@/lib/wiring/discover/settle';
import type { Kind } from '@/lib/wiring/kind/kind';
import type { PartName } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { RegisteredConsumer } from '@/lib/wiring/resource/kinesis';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { Chosen, Evidence, View } from '@/lib/wiring/view';

const at = '2026-02-09T05:02:00.000Z';
const known = <T>(value: T) => ({ state: 'known' as const, value, at });
const absent = { state: 'absent', at } as const;
const failed = { state: 'failed', message: 'not read', at } as const;

const consumer: RegisteredConsumer = {
  is: 'kinesis-consumer',
  arn: `${ends.sourceArn}/consumer/efo:1770613320`,
  name: 'efo',
  status: 'ACTIVE',
  createdAt: at,
  policy: absent,
};

const place = { accountId: '999900009999', region: 'us-east-1', connectionId: 'p', createdAt: at };
const queueArn = 'arn:aws:parcel:us-east-1:999900009999:queue/returns';
const targetArn = 'arn:aws:parcel:us-east-1:888800008888:queue/returned';
const roleArn = 'arn:aws:iam::999900009999:role/forwarder';

const queue: Queue = { ...place, is: 'parcel-queue', arn: queueArn, name: 'returns', status: 'ACTIVE', policy: absent };

const forwarder: Forwarder = {
  ...place,
  is: 'parcel-forwarder',
  arn: forwarderArn(queueArn, 'returned'),
  name: 'returned',
  queueArn,
  targetArn,
  roleArn,
  status: 'ACTIVE',
  lastResult: 'OK',
};

const lambda = { source: ends.sourceArn, reader: ends.functionArn, role: ends.roleArn };

/** What a person chose, by the kind. */
const choices: Readonly<Record<string, Chosen>> = {
  kinesis: lambda,
  dynamodb: { source: tableArn, reader: functionArn, role: processorRole },
  'kinesis-fanout': { ...lambda, consumerName: consumer.name },
  'parcel-forwarding': {
    source: queueArn,
    reader: 'arn:aws:iam::666600006666:role/reader',
    target: targetArn,
    forwarderRole: roleArn,
    forwarderName: forwarder.name,
  },
};

const stream = source({ summary: known(encryptedSummary), key: known(customerKey), consumers: known([consumer]) });

const encrypted = known(description({ encryption: { type: 'KMS', keyId: customerKey.arn } }));

/** One of each resource, as its reader gives it. */
export const examples: Readonly<Record<string, Thing>> = {
  'kinesis-stream': stream,
  'kinesis-consumer': consumer,
  'dynamodb-table': table({ description: encrypted, key: known(customerKey) }),
  'dynamodb-stream': tableStream(),
  'kms-key': customerKey,
  'lambda-function': reader,
  'iam-role': roleEvidence(),
  'event-source-mapping': mapping(),
  'parcel-queue': queue,
  'parcel-forwarder': forwarder,
};

/** The same before anything is made of them. */
const unmade: Readonly<Record<string, Thing>> = {
  'kinesis-stream': source({ consumers: known([]) }),
  'dynamodb-table': table({ stream: absent }),
};

type Look = (is: string) => Read<Thing>;

const exampleOf: Look = (is) => (examples[is] ? known(examples[is]) : failed);

/** A wire that stands; one to be made; one whose mapping reads something else; one whose things are gone, or unread. */
const looks: readonly Look[] = [
  exampleOf,
  (is) => (unmade[is] ? known(unmade[is]) : is === 'event-source-mapping' ? absent : exampleOf(is)),
  (is) =>
    is === 'event-source-mapping' ? known(mapping({ sourceArn: `${ends.sourceArn}/consumer/efo:1` })) : exampleOf(is),
  (is) => (['event-source-mapping', 'parcel-forwarder'].includes(is) ? absent : exampleOf(is)),
  () => absent,
  () => failed,
];

/** A key that the stream had before: a run of ours opened it. */
const former = 'arn:aws:kms:us-east-1:999900009999:key/0a1b2c3d-1111-2222-3333-444455556667';
const ours = [{ on: former, slot: 'resource' as const, name: 'former', accountId: arnOf(former).accountId }];

/** A wire of a kind at the moments in which it asks for different parts. */
export function exampleViews(resources: ResourceTable, kind: Kind): View[] {
  const chosen = choices[kind.id];
  if (!chosen) throw new Error(`no example of a wire of the kind ${kind.id}`);
  const rest: Pick<Evidence, 'others' | 'ours'> = { others: known({ wires: [], unseen: [] }), ours };
  return looks.map((look) => settle(resources, kind, chosen, rest, (_name, { is }) => look(is)));
}

/** The same view, which tells of every part that is looked up in it. */
export function watched(view: View, lookedUp: (part: PartName) => void): View {
  const telling = <T extends object>(parts: T): T =>
    new Proxy(parts, {
      get(target, name) {
        if (typeof name === 'string') lookedUp(name);
        return Reflect.get(target, name);
      },
    });
  const { evidence, parts } = view;
  return {
    ...view,
    parts: telling(parts),
    evidence: { ...evidence, parts: telling(evidence.parts) },
    arn(part) {
      lookedUp(part);
      return view.arn(part);
    },
  };
}
