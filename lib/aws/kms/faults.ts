import type { KnownFault } from '../known-fault';

export const faults: readonly KnownFault[] = [{ means: 'unready', text: /invalid.*principals/i, source: 'F69' }];
