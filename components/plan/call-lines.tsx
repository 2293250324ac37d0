import type { Call } from '@/lib/wiring/plan/plan';
import { settingOptions } from '@/lib/wiring/setting/settings';

type Line = { name: string; value: unknown; before?: unknown };

/** What a call is made with that no difference of a policy shows: a mapping's settings, a grant's bounds. */
export function CallLines({ call }: { call: Call }) {
  const lines = linesOf(call);
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

function linesOf(call: Call): Line[] {
  switch (call.call) {
    case 'lambda:CreateEventSourceMapping': {
      const set = settingOptions
        .map(({ name }) => ({ name, value: call.settings[name] }))
        .filter(({ value }) => value !== null && value !== false && JSON.stringify(value) !== '[]');
      return [{ name: 'eventSourceArn', value: call.sourceArn }, ...set];
    }
    case 'lambda:UpdateEventSourceMapping':
      return settingOptions
        .map(({ name }) => ({ name, value: call.settings[name], before: call.previous[name] }))
        .filter(({ value, before }) => JSON.stringify(value) !== JSON.stringify(before));
    case 'lambda:DeleteEventSourceMapping':
      return [
        { name: 'uuid', value: call.uuid },
        { name: 'eventSourceArn', value: call.sourceArn },
      ];
    case 'kms:CreateGrant':
    case 'kms:RevokeGrant': {
      const { granteePrincipal, operations, encryptionContext } = call.grant;
      return [
        { name: 'granteePrincipal', value: granteePrincipal },
        { name: 'operations', value: operations },
        { name: 'encryptionContext', value: encryptionContext },
      ];
    }
    default:
      return [];
  }
}
