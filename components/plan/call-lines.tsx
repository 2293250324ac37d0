import { use } from 'react';
import { type Call, typeOf } from '@/lib/wiring/call/calls';
import { CallsContext } from './calls';

/** What a call is made with that no difference of a policy shows: a mapping's settings, a grant's bounds. */
export function CallLines({ call }: { call: Call }) {
  const calls = use(CallsContext);
  const lines = typeOf(calls, call).lines?.(call) ?? [];
  if (lines.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 border-t border-line px-4 py-2 font-mono text-xs text-ink-2">
      {lines.map(({ name, value, before }) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0">{name}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">
            {before === undefined ? '' : `${JSON.stringify(before)} → `}
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
