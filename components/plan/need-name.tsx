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
  return need.demand.type === 'grant' ? (
    <code className={className}>{name(need)}</code>
  ) : (
    <span className={cn(className)}>{name(need)}</span>
  );
}
