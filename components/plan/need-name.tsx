'use client';

import { cn } from '@/components/ui/cn';
import { useWords } from '@/components/ui/words';
import type { Need } from '@/lib/wiring/need';

/** What a need asks for: an action in AWS's words, or a fact in ours. */
export function useNeedName(): (need: Need) => string {
  const words = useWords();
  return ({ demand }) => (demand.type === 'grant' ? demand.action : words({ key: `wire.fact.${demand.fact}` }));
}

export function NeedName({ need, className }: { need: Need; className?: string }) {
  const name = useNeedName();
  const { demand, row } = need;
  // What tells it apart from another of the same action, such as the id of a former key.
  const which =
    demand.type === 'grant' && row.startsWith(`${demand.action}:`) ? row.slice(demand.action.length + 1) : '';
  return demand.type === 'grant' ? (
    <code className={className} title={demand.resource}>
      {name(need)}
      {which ? <span className="text-ink-2"> {which.slice(0, 8)}…</span> : null}
    </code>
  ) : (
    <span className={cn(className)}>{name(need)}</span>
  );
}
