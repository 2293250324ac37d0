'use client';

import { useTranslations } from 'next-intl';
import { ReadAge } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Failure } from '@/components/ui/failure';
import { Glyph } from '@/components/ui/glyph';
import { ProgressLine } from '@/components/ui/progress-line';
import { Loading } from '@/components/ui/skeleton';
import { type ConnectionCheck, firstFailure } from '@/lib/wiring/connection';
import { CheckRow } from './check-row';
import { useCheck } from './use-connection';

/** What was tried, in order of cause. It goes on trying until all is well. */
export function Doctor({ id }: { id: string }) {
  const t = useTranslations('connection.check');
  const { data, error, isFetching, refetch } = useCheck(id);
  const failure = data ? firstFailure(data.checks) : undefined;
  const unknown = data?.checks.filter((check) => check.state === 'unknown').length ?? 0;
  const again = (
    <Button size="sm" pending={isFetching} onClick={() => void refetch()}>
      {t('again')}
    </Button>
  );
  return (
    <Card className="relative overflow-clip" aria-labelledby="doctor">
      <ProgressLine active={isFetching} />
      <CardHeader id="doctor" title={t('title')} aside={again}>
        <p aria-live="polite" className="text-ink-2">
          {!data ? t('reading') : failure ? t('waiting') : unknown > 0 ? t('unclear', { count: unknown }) : t('ready')}
        </p>
        {data ? <ReadAge at={data.at} className="text-sm text-ink-3" /> : null}
      </CardHeader>
      {error ? (
        <Failure title={t('failed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <Loading says={t('reading')} lines={5} /> : null}
      {data ? <Checks checks={data.checks} failure={failure} /> : null}
    </Card>
  );
}

/** The first failure open, the rest as rows; many that passed, or were not tried, fold into one line each. */
function Checks({ checks, failure }: { checks: ConnectionCheck[]; failure: ConnectionCheck | undefined }) {
  const isRight = (check: ConnectionCheck) => /^(read|write):/.test(check.id);
  const folded = (state: ConnectionCheck['state']) => checks.filter((check) => isRight(check) && check.state === state);
  const shown = checks.filter((check) => !isRight(check) || ['failed', 'unknown', 'optional'].includes(check.state));
  return (
    <ol className="divide-y divide-line">
      {shown.map((check) => (
        <CheckRow key={`${check.id}-${check.state}`} check={check} open={check === failure} />
      ))}
      <Folded state="passed" checks={folded('passed')} />
      <Folded state="skipped" checks={folded('skipped')} />
    </ol>
  );
}

function Folded({ state, checks }: { state: 'passed' | 'skipped'; checks: ConnectionCheck[] }) {
  const t = useTranslations('connection.check');
  if (checks.length === 0) return null;
  return (
    <li>
      <details>
        <summary className="flex items-baseline gap-2 px-4 py-2">
          <Glyph name={state === 'passed' ? 'met' : 'same'} />
          <span>{t(`folded.${state}`, { count: checks.length })}</span>
        </summary>
        <ol className="divide-y divide-line border-t border-line pl-4">
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} open={false} />
          ))}
        </ol>
      </details>
    </li>
  );
}
