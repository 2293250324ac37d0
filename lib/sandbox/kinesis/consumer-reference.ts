import { outOfModel } from '../out-of-model';
import { resourceTags } from '../resource-tags';
import type { Ask, Call, Limit } from '../service';
import { Fault } from '../service';
import { consumerStatus, consumersOf, undatedArn } from './consumer';
import type { Consumer, Stream } from './kinesis-state';
import { findStream, named } from './reference';

/** The ways in which requests name a registered consumer: by its own ARN, or by its stream's and its name. */
export type ConsumerReference = {
  ConsumerARN?: string | undefined;
  StreamARN?: string | undefined;
  ConsumerName?: string | undefined;
};

/** `created` is the second in the ARN; without one the name alone counts. */
type Named = { arn: string; streamArn: string; name: string; created: string | null };

const CONSUMER_ARN = /^(arn:aws[^:]*:kinesis:[^:]+:\d{12}:stream\/[a-zA-Z0-9_.-]+)\/consumer\/([a-zA-Z0-9_.-]+):(\d+)$/;

export function isConsumerArn(arn: string): boolean {
  return CONSUMER_ARN.test(arn);
}

function namedConsumer({ ConsumerARN: arn, StreamARN, ConsumerName }: ConsumerReference): Named {
  if (arn === undefined) {
    if (StreamARN === undefined || ConsumerName === undefined) {
      throw new Fault(
        'InvalidArgumentException',
        'Either ConsumerARN or both StreamARN and ConsumerName must be given.',
      );
    }
    return { arn: undatedArn(StreamARN, ConsumerName), streamArn: StreamARN, name: ConsumerName, created: null };
  }
  const [, streamArn, name, created] = CONSUMER_ARN.exec(arn) ?? [];
  if (streamArn === undefined || name === undefined || created === undefined) {
    const pattern = '^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+';
    throw outOfModel(arn, 'consumerARN', `satisfy regular expression pattern: ${pattern}`);
  }
  if ((StreamARN ?? streamArn) !== streamArn || (ConsumerName ?? name) !== name) {
    throw new Fault(
      'InvalidArgumentException',
      `ConsumerARN ${arn} does not match the given stream and consumer name.`,
    );
  }
  return { arn, streamArn, name, created };
}

type Found = { stream: Stream; consumer: Consumer };

function find(wanted: Named, call: Call): Found | undefined {
  const stream = findStream(named({ StreamARN: wanted.streamArn }, call), call);
  const consumer = stream && consumersOf(stream, call.clock.now()).find(({ name }) => name === wanted.name);
  if (!stream || !consumer || (wanted.created !== null && consumer.arn !== wanted.arn)) return undefined;
  return { stream, consumer };
}

/** @throws Fault ResourceNotFoundException, also for a consumer that was registered anew since */
export function theConsumer(reference: ConsumerReference, call: Call): Found {
  const wanted = namedConsumer(reference);
  const found = find(wanted, call);
  if (found) return found;
  const { name: stream, accountId } = named({ StreamARN: wanted.streamArn }, call);
  const which = dated(wanted.name, wanted.created);
  throw new Fault('ResourceNotFoundException', `${which} under stream ${stream} and account ${accountId} not found.`);
}

/** @throws Fault ResourceInUseException while the consumer is CREATING or DELETING */
export function checkConsumerActive({ stream, consumer }: Found, call: Call): void {
  if (consumerStatus(consumer, call.clock.now()) === 'ACTIVE') return;
  const which = dated(consumer.name, String(consumer.createdAt / 1000));
  const where = `under stream ${stream.name} and account ${stream.accountId}`;
  throw new Fault('ResourceInUseException', `${which} ${where} is not in ACTIVE status.`);
}

/**
 * The permission for `action` on a consumer. Asked for by its name it is one on the ARN without the second of
 * registration. A consumer that does not exist has no policy that could allow or refuse: there the caller's own side
 * alone decides whether it is told so.
 */
export function askForConsumer(action: string, reference: ConsumerReference, call: Call): Ask {
  const wanted = namedConsumer(reference);
  const found = find(wanted, call);
  const owner = named({ StreamARN: wanted.streamArn }, call).accountId;
  return {
    action: `kinesis:${action}`,
    resource: wanted.arn,
    resourceAccount: found ? owner : call.accountId,
    resourcePolicy: found?.consumer.policy ?? null,
    context: resourceTags(found?.consumer.tags),
  };
}

/** So many requests a second for the consumers of each stream. */
export function perStreamOfConsumer(bucket: string, perSecond: number) {
  return (input: ConsumerReference): Limit => ({
    bucket,
    perSecond,
    key: namedConsumer(input).streamArn,
    fault: 'LimitExceededException',
  });
}

function dated(name: string, created: string | null): string {
  return created === null ? `Consumer ${name}` : `Consumer ${name} with creation timestamp ${created}`;
}
