import type { KnownFault } from '../known-fault';

export const faults: readonly KnownFault[] = [{ means: 'used-up', text: /exceed quota/i, source: 'F71' }];
