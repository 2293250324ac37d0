import { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';
import { parseArn } from '../arn';
import { otherThing } from '../resource/other-things';
import { onOff, wholeOrUnlimited } from './control';
import { option } from './setting';

/** A destination for failed batches: a standard queue or topic, or a bucket (domain: event-source-mapping §5). */
const destination = z.string().check(
  z.refine((text) => {
    const parsed = parseArn(text);
    if (!parsed.ok || parsed.arn.resource.endsWith('.fifo')) return false;
    return ['sqs-queue', 'sns-topic', 's3-bucket'].includes(otherThing(parsed.arn));
  }, 'setting.onFailureDestinationArn.problem' satisfies MessageKey),
);

const maximumRetryAttempts = option({
  ...wholeOrUnlimited([0, 10_000], 'setting.maximumRetryAttempts.problem'),
  group: 'failure',
  // One bad record does not block a shard for as long as the stream retains it (domain: event-source-mapping §8).
  initial: 10,
  updatable: true,
  aws: { name: 'MaximumRetryAttempts', to: (attempts) => attempts, from: (attempts) => attempts ?? -1 },
});

const maximumRecordAgeSeconds = option({
  ...wholeOrUnlimited([60, 604_800], 'setting.maximumRecordAgeSeconds.problem'),
  group: 'failure',
  initial: -1,
  updatable: true,
  aws: { name: 'MaximumRecordAgeInSeconds', to: (seconds) => seconds, from: (seconds) => seconds ?? -1 },
});

const bisectBatchOnFunctionError = option({
  ...onOff(),
  group: 'failure',
  initial: true,
  updatable: true,
  aws: { name: 'BisectBatchOnFunctionError', to: (isOn) => isOn, from: (isOn) => isOn ?? false },
});

const reportBatchItemFailures = option({
  ...onOff(),
  group: 'failure',
  initial: false,
  updatable: true,
  aws: {
    name: 'FunctionResponseTypes',
    to: (isOn): 'ReportBatchItemFailures'[] => (isOn ? ['ReportBatchItemFailures'] : []),
    from: (types) => types?.includes('ReportBatchItemFailures') ?? false,
    omitted: false,
  },
});

const onFailureDestinationArn = option({
  input: 'arn',
  example: 'arn:aws:sqs:…',
  shape: z.nullable(z.string()),
  schema: z.nullable(destination),
  group: 'failure',
  initial: null,
  updatable: true,
  aws: {
    name: 'DestinationConfig',
    to: (arn) => ({ OnFailure: { Destination: arn ?? '' } }),
    from: (config: { OnFailure?: { Destination?: string } } | undefined) => config?.OnFailure?.Destination || null,
    omitted: null,
  },
});

export const settings = {
  maximumRetryAttempts,
  maximumRecordAgeSeconds,
  bisectBatchOnFunctionError,
  reportBatchItemFailures,
  onFailureDestinationArn,
};
