import { outOfModel } from '../out-of-model';
import { resourceTags } from '../resource-tags';
import type { Ask, Call, Limit, Operation } from '../service';
import { Fault } from '../service';
import type { Stream } from './kinesis-state';
import { statusOf, streamArn, streamNamed } from './stream';

/** The ways in which requests name a stream. By name it is one of the caller's own account. */
export type StreamReference = {
  StreamName?: string | undefined;
  StreamARN?: string | undefined;
};

type Named = { arn: string; region: string; accountId: string; name: string };

const STREAM_ARN = /^arn:aws[^:]*:kinesis:([^:]+):(\d{12}):stream\/(\S+)$/;

export function named(reference: StreamReference, call: Call): Named {
  const arn = reference.StreamARN;
  if (arn === undefined) {
    const name = reference.StreamName;
    if (name === undefined)
      throw new Fault('InvalidArgumentException', 'Either StreamName or StreamARN must be provided.');
    return { arn: streamArn(call.region, call.accountId, name), region: call.region, accountId: call.accountId, name };
  }
  const [, region, accountId, name] = STREAM_ARN.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) {
    throw outOfModel(
      arn,
      'streamARN',
      'satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+',
    );
  }
  if (reference.StreamName !== undefined && reference.StreamName !== name) {
    throw new Fault('InvalidArgumentException', `StreamName ${reference.StreamName} does not match StreamARN ${arn}.`);
  }
  return { arn, region, accountId, name };
}

/** `undefined` when there is no such stream in the Region that is called. */
export function findStream(wanted: Named, call: Call): Stream | undefined {
  return wanted.region === call.region ? streamNamed(call.world, wanted, call.clock.now()) : undefined;
}

export function theStream(reference: StreamReference, call: Call): Stream {
  const wanted = named(reference, call);
  const stream = findStream(wanted, call);
  if (!stream) throw notFound(wanted);
  return stream;
}

/** Records can be put and read only once the stream has shards. */
export function theReadyStream(reference: StreamReference, call: Call): Stream {
  const stream = theStream(reference, call);
  if (statusOf(stream, call.clock.now()) === 'CREATING') throw notFound(stream);
  return stream;
}

export function theActiveStream(reference: StreamReference, call: Call): Stream {
  const stream = theStream(reference, call);
  const status = statusOf(stream, call.clock.now());
  if (status === 'ACTIVE') return stream;
  const where = `Stream ${stream.name} under account ${stream.accountId}`;
  throw new Fault('ResourceInUseException', `${where} not ACTIVE, instead in state ${status}`);
}

/** An operation on one stream: asks for `action` on it, with the stream's policy, before it runs. */
export function onStream<Input extends StreamReference, Output>(
  action: string,
  limit: (input: Input, call: Call) => Limit,
  run: (input: Input, call: Call) => Output,
): Operation<Input, Output> {
  return { asks: (input, call) => [askFor(action, input, call)], limit, run };
}

export function askFor(action: string, reference: StreamReference, call: Call): Ask {
  const wanted = named(reference, call);
  const stream = findStream(wanted, call);
  return {
    action: `kinesis:${action}`,
    resource: wanted.arn,
    resourceAccount: wanted.accountId,
    resourcePolicy: stream?.policy ?? null,
    context: resourceTags(stream?.tags),
  };
}

function notFound({ name, accountId }: { name: string; accountId: string }): Fault {
  return new Fault('ResourceNotFoundException', `Stream ${name} under account ${accountId} not found.`);
}
