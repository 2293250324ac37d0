import { consumerName, streamArnOf } from '../arn';
import type { Call } from '../plan/plan';
import type { RunStep } from '../run';

/** Stands for the epoch in the ARN of a consumer that is registered in the same plan: AWS gives it only then. */
const unknownEpoch = '{epoch}';

/** The ARN that a consumer will have once it is registered, but for its epoch. */
export function futureConsumerArn(streamArn: string, name: string): string {
  return `${streamArn}/consumer/${name}:${unknownEpoch}`;
}

/** The ARN in a text that is known only after its consumer was registered, or `null`. */
export function plannedArnIn(text: string): string | null {
  return /arn:[^\s"]*:\{epoch\}/.exec(text)?.[0] ?? null;
}

/** A consumer's ARN as a plan wrote it, and as it came to be: known from the journals of the steps before. */
function learned(steps: readonly Pick<RunStep, 'change' | 'result'>[]): [planned: string, now: string][] {
  return steps.flatMap(({ change: { call }, result }): [string, string][] => {
    const now = result?.consumerArn;
    if (!now) return [];
    if (call.call === 'kinesis:RegisterStreamConsumer') {
      return [[futureConsumerArn(call.streamArn, call.consumerName), now]];
    }
    // An undo registers the consumer again, under another ARN.
    return call.call === 'kinesis:DeregisterStreamConsumer' ? [[call.consumerArn, now]] : [];
  });
}

/** The call with every consumer's ARN that a step of the same run has learned. */
export function withLearned<C extends Call>(call: C, steps: readonly Pick<RunStep, 'change' | 'result'>[]): C {
  return learned(steps).reduce((known, [planned, now]) => replaceIn(known, planned, now), call);
}

/** The same for what a step's journal holds of before: a policy text names the consumer it was on. */
export function textWithLearned(text: string, steps: readonly Pick<RunStep, 'change' | 'result'>[]): string {
  return learned(steps).reduce((known, [planned, now]) => known.replaceAll(planned, now), text);
}

function replaceIn<C extends Call>(call: C, planned: string, now: string): C {
  // A registration itself is never rewritten: it is what the others learn from.
  if (call.call === 'kinesis:RegisterStreamConsumer' || call.call === 'kinesis:DeregisterStreamConsumer') return call;
  const entries = Object.entries(call).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replaceAll(planned, now) : value,
  ]);
  return Object.fromEntries(entries) as C;
}

/** Whether an ARN, planned or real, is that of a consumer of this name on this stream. */
export function isConsumerOf(arn: string, streamArn: string, name: string): boolean {
  return streamArnOf(arn) === streamArn && consumerName(arn) === name;
}
