import type { Call, Limit, Operation } from '../service';
import { askForConsumer, checkConsumerActive, isConsumerArn, theConsumer } from './consumer-reference';
import { askFor, type StreamReference, theActiveStream, theStream } from './reference';

/** A stream or a registered consumer: either has a policy and tags of its own. */
export type Resource = { arn: string; policy?: string; tags: Record<string, string> };

type ResourceReference = { ResourceARN: string | undefined };

/** An operation on what `ResourceARN` names: asks for `action` on it, with its own policy, before it runs. */
export function onResource<Input extends ResourceReference, Output>(
  action: string,
  limit: (stream: StreamReference, call: Call) => Limit,
  run: (input: Input, call: Call) => Output,
): Operation<Input, Output> {
  return {
    asks: ({ ResourceARN: arn = '' }, call) => [
      isConsumerArn(arn)
        ? askForConsumer(action, { ConsumerARN: arn }, call)
        : askFor(action, { StreamARN: arn }, call),
    ],
    limit: ({ ResourceARN: arn = '' }, call) => limit({ StreamARN: arn.split('/consumer/')[0] }, call),
    run,
  };
}

export function theResource({ ResourceARN: arn = '' }: ResourceReference, call: Call): Resource {
  return isConsumerArn(arn) ? theConsumer({ ConsumerARN: arn }, call).consumer : theStream({ StreamARN: arn }, call);
}

/** @throws Fault ResourceInUseException while the stream or the consumer is not ACTIVE */
export function theActiveResource({ ResourceARN: arn = '' }: ResourceReference, call: Call): Resource {
  if (!isConsumerArn(arn)) return theActiveStream({ StreamARN: arn }, call);
  const found = theConsumer({ ConsumerARN: arn }, call);
  checkConsumerActive(found, call);
  return found.consumer;
}
