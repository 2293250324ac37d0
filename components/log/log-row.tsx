'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { LogLine } from '@/lib/wiring/log-line';
import { clockOf, type Zone } from './zone';

type Props = { line: LogLine; late: boolean; wrap: boolean; zone: Zone; marked: boolean };

/** One line; its time is a link that leads back to it. */
export function LogRow({ line, late, wrap, zone, marked }: Props) {
  const t = useTranslations('log');
  const level = levelOf(line.message);
  return (
    <div
      className={cn(
        'mono flex gap-3 px-3 leading-6 hover:bg-idle-wash/60',
        level === 'error' && 'bg-bad-wash/50',
        marked && 'bg-warn-wash shadow-[inset_3px_0_0_var(--warn)]',
      )}
    >
      <a
        href={linkTo(line)}
        title={`${line.at} · ${t('copy-link')}`}
        className="shrink-0 text-ink-3 tabular-nums hover:text-ink hover:underline"
      >
        <time dateTime={line.at} suppressHydrationWarning>
          {clockOf(line.at, zone)}
        </time>
      </a>
      {late ? <Badge tone="warn">{t('late')}</Badge> : null}
      <bdi
        className={cn(
          'min-w-0',
          wrap ? 'break-words whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
          level === 'platform' && 'text-ink-3',
          level === 'error' && 'text-bad',
        )}
      >
        {line.message.replace(/\s+$/, '')}
      </bdi>
    </div>
  );
}

type Level = 'platform' | 'error' | 'plain';

/** Lambda's own lines around an invocation, and lines that report a failure. */
function levelOf(message: string): Level {
  if (/^(START|END|REPORT|INIT_START|EXTENSION) /.test(message)) return 'platform';
  return /^\[?ERROR\b|\bTask timed out\b|^Traceback\b|\tERROR\t/.test(message) ? 'error' : 'plain';
}

function linkTo(line: LogLine): string {
  return `?${new URLSearchParams({ tab: 'logs', mode: 'history', at: line.at, line: line.id })}`;
}
