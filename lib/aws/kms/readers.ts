import { byArn, type ReadersOf } from '../reader';
import { readKey } from './read';

export const readers: ReadersOf<'kms-key'> = { 'kms-key': { read: byArn(readKey) } };
