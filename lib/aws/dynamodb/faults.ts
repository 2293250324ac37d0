import type { KnownFault } from '../known-fault';

/** That a table is in use is said as other services say it; after a policy was written the next write waits 15 seconds. */
export const faults: readonly KnownFault[] = [
  { means: 'unready', text: /invalid principal in policy document/i, source: 'F62' },
  { means: 'in-use', text: /too frequent/i, source: 'F66' },
];
