'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { RequestProblem } from '@/components/ui/fetch-json';
import { momentFormat } from '@/components/ui/moment-format';

/** A run that did not start: why, and the way to the run that stands in its way where there is one. */
export function RunFailure({ title, error }: { title: string; error: unknown }) {
  const t = useTranslations('run');
  const locale = useLocale();
  if (!(error instanceof RequestProblem) || typeof error.problem.values?.run !== 'string') {
    return <Failure title={title} error={error} />;
  }
  const { values } = error.problem;
  const format = momentFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  const local = (name: string) =>
    typeof values[name] === 'string' ? { [name]: format.format(new Date(values[name])) } : {};
  return (
    <Failure
      title={title}
      problem={{ ...error.problem, values: { ...values, ...local('since'), ...local('at') } }}
      actions={
        <Button asChild size="sm">
          <Link href={`/runs/${values.run}`}>{t('open-run')}</Link>
        </Button>
      }
    />
  );
}
