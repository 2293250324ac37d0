import type { Permissions } from '../permission';

export const permissions = {
  reads: [{ action: 'cloudwatch:GetMetricData', on: '*', group: 'Lists' }],
} as const satisfies Permissions;
