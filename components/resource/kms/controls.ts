import { KeyChoice } from './key-choice';

export const controls = { keyGrant: KeyChoice };
