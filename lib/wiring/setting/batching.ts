import { whole } from './control';
import { option } from './setting';

const batchSize = option({
  ...whole([1, 10_000]),
  group: 'batching',
  initial: 100,
  updatable: true,
  aws: { name: 'BatchSize', to: (size) => size, from: (size) => size ?? 100 },
});

const batchingWindowSeconds = option({
  ...whole([0, 300]),
  group: 'batching',
  initial: 0,
  updatable: true,
  aws: { name: 'MaximumBatchingWindowInSeconds', to: (seconds) => seconds, from: (seconds) => seconds ?? 0 },
});

const parallelizationFactor = option({
  ...whole([1, 10]),
  group: 'batching',
  initial: 1,
  updatable: true,
  aws: { name: 'ParallelizationFactor', to: (factor) => factor, from: (factor) => factor ?? 1 },
});

const tumblingWindowSeconds = option({
  ...whole([0, 900]),
  group: 'batching',
  initial: 0,
  updatable: true,
  aws: { name: 'TumblingWindowInSeconds', to: (seconds) => seconds, from: (seconds) => seconds ?? 0, omitted: 0 },
});

export const settings = { batchSize, batchingWindowSeconds, parallelizationFactor, tumblingWindowSeconds };
