import { Fault } from '../service';
import type { Key } from './key';

/** Throws unless the key can be used, in the words of KMS's table of key states. */
export function mustBeEnabled(key: Key): void {
  mustNotBePendingDeletion(key);
  if (key.state === 'Disabled') throw new Fault('DisabledException', `${key.arn} is disabled.`);
}

export function mustNotBePendingDeletion(key: Key): void {
  if (key.state !== 'PendingDeletion') return;
  throw new Fault('KMSInvalidStateException', `${key.arn} is pending deletion.`);
}

export function mustBePendingDeletion(key: Key): void {
  if (key.state === 'PendingDeletion') return;
  throw new Fault('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
}
