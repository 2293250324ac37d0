'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardBody } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import type { Connection } from '@/lib/wiring/connection';

/** What a connection is made of. The external ID can be copied, never changed. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const t = useTranslations('connection');
  return (
    <Card aria-label={t('facts')}>
      <CardBody>
        <dl className="grid gap-x-4 gap-y-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <Fact name={t('role')} copy={connection.roleArn} />
          <Fact name={t('externalId')} copy={connection.externalId}>
            <p className="text-sm text-ink-2">{t('externalIdWhy')}</p>
          </Fact>
          <Fact name={t('regions')} text={connection.regions.join(', ')} />
          <dt className="text-ink-2">{t('access')}</dt>
          <dd>
            {t(`form.modes.${connection.mode}.title`)}
            <p className="text-sm text-ink-2">{t(`form.modes.${connection.mode}.text`)}</p>
          </dd>
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ name, copy, text, children }: { name: string; copy?: string; text?: string; children?: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0">
        <span className="flex items-center gap-1">
          <span className="mono min-w-0">{copy ?? text}</span>
          {copy ? <CopyButton text={copy} iconOnly className="-my-1.5" /> : null}
        </span>
        {children}
      </dd>
    </>
  );
}
