import type { Role } from '@/lib/wiring/resource/iam';
import { roleGrants } from '@/lib/wiring/setting/granting';
import type { Drawing } from './drawing';
import { principalIcon } from './icon';
import type { Question } from './question';

const role: Drawing<Role> = { icon: principalIcon };

export const drawings = { 'iam-role': role };

const granted: Question = { parameter: 'grant', step: 'settings', answers: roleGrants };

export const questions = { roleGrant: granted };
