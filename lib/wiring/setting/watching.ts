import { z } from 'zod/mini';
import { option } from './setting';

const counts = z.array(z.enum(['EventCount']));

const metrics = option({
  input: 'switch',
  off: [],
  on: ['EventCount'],
  shape: counts,
  schema: counts,
  group: 'watching',
  // Without it a heartbeat is not measured (domain: event-source-mapping §8).
  initial: ['EventCount'],
  updatable: true,
  aws: {
    name: 'MetricsConfig',
    to: (metrics) => ({ Metrics: [...metrics] }),
    from: (config: { Metrics?: string[] } | undefined): 'EventCount'[] =>
      config?.Metrics?.includes('EventCount') ? ['EventCount'] : [],
    omitted: [],
  },
});

export const settings = { metrics };
