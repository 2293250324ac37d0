import { parsePolicy } from '@/lib/policy/document';
import type { Evidence } from '../evidence';

/**
 * Keys that the role's own policies let it decrypt with, by ARN: a stream that was moved to another key leaves its
 * readers with the former one.
 */
export function keysOfRole({ attached, inline }: Pick<Evidence['role'], 'attached' | 'inline'>): string[] {
  const policies = [attached, inline].flatMap((list) => (list.state === 'known' ? list.value : []));
  const statements = policies.flatMap(({ document }) => {
    const parsed = document.state === 'known' ? parsePolicy(document.value) : null;
    return parsed?.ok ? parsed.document.statements : [];
  });
  const opening = statements.filter(
    ({ effect, actions }) =>
      effect === 'Allow' && actions?.some((action) => ['kms:decrypt', 'kms:*'].includes(action.toLowerCase())),
  );
  const named = opening.flatMap(({ resources }) => resources ?? []);
  return [...new Set(named.filter((resource) => /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[\w-]+$/.test(resource)))];
}
