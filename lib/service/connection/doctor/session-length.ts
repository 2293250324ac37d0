import type { RoleFacts } from '@/lib/aws/iam/role-facts';
import { sessionSeconds } from '@/lib/aws/session/credentials';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Assumed } from '@/lib/aws/sts/try-role';
import type { Connection } from '@/lib/wiring/connection';
import type { Message } from '@/lib/wiring/message';
import type { Read } from '@/lib/wiring/read';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { shellQuoted } from '../role/shell-quoted';
import { type CauseCode, cause, type Finding, type FixCode, fact, fix } from './verdicts';

/** How long sessions last, and what limits them: role chaining, the role's own limit, the room for policies and tags. */
export function assumedLength(hub: Hub, assumed: Assumed, role: Read<RoleFacts>): Finding {
  const facts: Message[] = [fact('sessionAsked', { seconds: sessionSeconds })];
  if (hub.isRole) facts.push(fact('chained'));
  facts.push(
    role.state === 'known' ? fact('maxSession', { seconds: role.value.maxSessionSeconds }) : fact('maxSessionUnread'),
  );
  if (assumed.packedPercent !== null) facts.push(fact('packed', { percent: assumed.packedPercent }));
  return { state: 'passed', evidence: '', facts };
}

/** STS refuses the length of a session, or what it is to carry, in words of its own (domain: failures F89, F90, F93). */
export function lengthRefused(code: string, words: string, { roleArn }: Connection): Finding | null {
  const values = { seconds: sessionSeconds };
  const failed = (key: CauseCode & FixCode, command?: string): Finding => ({
    state: 'failed',
    cause: cause(key, values),
    evidence: words,
    fix: fix(key, values, { command }),
  });
  if (/session limit for roles assumed by role chaining/.test(words)) return failed('chainedTooLong');
  if (/exceeds the MaxSessionDuration/.test(words)) {
    const name = shellQuoted(roleName(roleArn));
    return failed('sessionTooLong', `aws iam update-role --role-name ${name} --max-session-duration ${sessionSeconds}`);
  }
  return /^PackedPolicyTooLarge/.test(code) ? failed('packedTooLarge') : null;
}
