import type { Permissions } from '../permission';
import { logGroup } from './things';

export const permissions = {
  reads: [
    { action: 'logs:FilterLogEvents', on: logGroup, group: 'Logs' },
    // Without Live Tail a tail polls.
    { action: 'logs:StartLiveTail', on: logGroup, group: 'Logs', judged: true, optional: 'liveTailLacking' },
  ],
} as const satisfies Permissions;
