import type { Key } from '@/lib/wiring/resource/kms';
import { keyShares } from '@/lib/wiring/setting/granting';
import type { Drawing } from './drawing';
import type { Question } from './question';

const key: Drawing<Key> = {};

export const drawings = { 'kms-key': key };

const opened: Question = {
  parameter: 'key',
  step: 'settings',
  answers: keyShares,
  due: (verdicts) =>
    verdicts.some(
      ({ need: { demand }, state }) => demand.type === 'grant' && demand.place === 'key-policy' && state === 'missing',
    ),
};

export const questions = { keyGrant: opened };
