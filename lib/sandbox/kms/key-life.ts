import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  DisableKeyRequest,
  EnableKeyRequest,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { within } from '../out-of-model';
import { mustBePendingDeletion, mustNotBePendingDeletion } from './key-states';
import { onKey } from './on-key';

const dayMilliseconds = 86_400_000;

export const enableKey = onKey<EnableKeyRequest, object>('EnableKey', { perSecond: 5, ownAccountOnly: true }, (key) => {
  mustNotBePendingDeletion(key);
  key.state = 'Enabled';
  return {};
});

export const disableKey = onKey<DisableKeyRequest, object>(
  'DisableKey',
  { perSecond: 5, ownAccountOnly: true },
  (key) => {
    mustNotBePendingDeletion(key);
    key.state = 'Disabled';
    return {};
  },
);

/** The waiting period is the key owner's wish and no delay of AWS's, so it is not scaled. */
export const scheduleKeyDeletion = onKey<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>(
  'ScheduleKeyDeletion',
  {
    perSecond: 15,
    ownAccountOnly: true,
    asking: ({ PendingWindowInDays = 30 }) => ({
      context: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(PendingWindowInDays) },
    }),
  },
  (key, { PendingWindowInDays = 30 }, { clock }) => {
    within(PendingWindowInDays, 'pendingWindowInDays', 7, 30);
    mustNotBePendingDeletion(key);
    key.state = 'PendingDeletion';
    key.deletionAt = clock.now() + PendingWindowInDays * dayMilliseconds;
    return { KeyId: key.arn, DeletionDate: new Date(key.deletionAt), KeyState: key.state, PendingWindowInDays };
  },
);

export const cancelKeyDeletion = onKey<CancelKeyDeletionRequest, CancelKeyDeletionResponse>(
  'CancelKeyDeletion',
  { perSecond: 5, ownAccountOnly: true },
  (key) => {
    mustBePendingDeletion(key);
    key.state = 'Disabled';
    delete key.deletionAt;
    return { KeyId: key.arn };
  },
);
