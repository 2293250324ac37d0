import type { KnownFault } from '../known-fault';

export const faults: readonly KnownFault[] = [
  // AWS's own text for Kinesis is not known; these are those of other services that refuse a principal.
  { means: 'unready', text: /invalid principal|principal was not found/i, source: 'F56, F62, F67' },
  { means: 'in-use', code: 'ResourceInUseException', source: 'F58' },
];
