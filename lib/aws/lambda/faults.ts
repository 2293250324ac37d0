import type { KnownFault } from '../known-fault';

/** A mapping is refused while its source, its function or the function's role is not ready. */
export const faults: readonly KnownFault[] = [
  { means: 'unready', text: /cannot access stream/i, source: 'F01, F02' },
  { means: 'unready', text: /cannot be assumed by lambda/i, source: 'F25' },
  { means: 'unready', text: /failed to assume your function execution role/i, source: 'F30' },
  { means: 'unready', text: /execution role does not have permissions/i, source: 'F18' },
  { means: 'unready', text: /function does not exist/i, source: 'F05' },
  { means: 'in-use', code: 'ResourceInUseException', source: 'F12' },
];
