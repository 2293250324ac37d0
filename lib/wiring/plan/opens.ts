import { parsePolicy } from '@/lib/policy/document';
import type { PolicyStatement } from './needed-statements';

/** Whether a policy allows something of what these statements would, as far as actions and resources tell. */
export function opensAny(text: string, needed: readonly PolicyStatement[]): boolean {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return needed.length > 0;
  return parsed.document.statements.some(
    ({ effect, actions, resources }) =>
      effect === 'Allow' &&
      actions !== null &&
      resources !== null &&
      needed.some(
        (one) =>
          [one.Action].flat().some((action) => actions.some((pattern) => matches(pattern, action))) &&
          [one.Resource].flat().some((resource) => resources.some((pattern) => overlap(pattern, resource))),
      ),
  );
}

/** As IAM matches: `*` is any run of characters, `?` one; an action without regard to case. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

/** Two patterns that end in `*` overlap when one begins as the other does. */
function overlap(pattern: string, other: string): boolean {
  return matches(pattern, other.replace(/\*$/, '')) || matches(other, pattern.replace(/\*$/, ''));
}
