import type { Ref } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import { streamArnOf } from '@/lib/wiring/resource/kinesis-arn';
import { byArn, type Detail, type ReadersOf } from '../reader';
import { absent } from '../session/reading';
import type { Session } from '../session/session';
import { listStreams, readConsumers, readPolicy, readStream, readStreamKey, readSummary } from './read';

const summary: Detail<Stream> = {
  fields: ['summary', 'consumers', 'key'],
  async read(session, arn, taken) {
    const summary = await readSummary(session, arn);
    taken({ summary });
    const [consumers, key] = await Promise.all([readConsumers(session, arn, summary), readStreamKey(session, summary)]);
    taken({ consumers, key });
  },
};

const policy: Detail<Stream> = {
  fields: ['policy'],
  read: async (session, arn, taken) => taken({ policy: await readPolicy(session, arn) }),
};

/** By its ARN, or by its stream and name: registered again it has another ARN. */
async function readConsumer(session: Session, ref: Ref): Promise<Read<RegisteredConsumer>> {
  const stream = 'arn' in ref ? streamArnOf(ref.arn) : (ref.by.stream ?? '');
  const consumers = await readConsumers(session, stream, { state: 'pending' });
  if (consumers.state !== 'known') return consumers;
  const found = consumers.value.find((one) => ('arn' in ref ? one.arn === ref.arn : one.name === ref.by.name));
  return found ? { ...consumers, value: found } : absent();
}

export const readers: ReadersOf<'kinesis-consumer' | 'kinesis-stream'> = {
  'kinesis-consumer': { read: readConsumer },
  'kinesis-stream': {
    read: byArn(readStream),
    list: (session) => listStreams(session),
    details: { summary, policy },
  },
};
