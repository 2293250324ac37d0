import { type Ask, type Call, Fault, type Operation } from '@/lib/sandbox/service';
import { ownerOf, type Queue, queueByArn } from './state';

type QueueReference = { QueueArn: string };

/** An operation on what `QueueArn` names: asks for `parcel:ACTION` on it, with the queue's own policy. */
export function onQueue<Input extends QueueReference, Output>(
  action: string,
  perSecond: number,
  run: (queue: Queue, input: Input, call: Call) => Output,
  more: { effect?: Operation['effect']; asks?: (input: Input, call: Call) => Ask[] } = {},
): Operation<Input, Output> {
  return {
    ...(more.effect ? { effect: more.effect } : {}),
    limit: () => ({ bucket: action, perSecond }),
    asks: (input, call) => [queueAsk(action, input.QueueArn, call), ...(more.asks?.(input, call) ?? [])],
    run: (input, call) => run(theQueue(input.QueueArn, call), input, call),
  };
}

export function queueAsk(action: string, arn: string, { world }: Pick<Call, 'world'>): Ask {
  const found = queueByArn(world, arn);
  return {
    action: `parcel:${action}`,
    resource: arn,
    resourceAccount: ownerOf(arn),
    resourcePolicy: found?.queue.policy?.text ?? null,
  };
}

/** @throws Fault ResourceNotFoundException, also for a queue of another Region than the request's */
function theQueue(arn: string, { world, region }: Call): Queue {
  const found = queueByArn(world, arn);
  if (!found || found.region !== region) {
    throw new Fault('ResourceNotFoundException', `There is no queue ${arn} in ${region}.`);
  }
  return found.queue;
}
