'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Card, CardBody } from '@/components/ui/card';
import { fetchJson } from '@/components/ui/fetch-json';
import { PageHeading } from '@/components/ui/heading';
import type { Connection } from '@/lib/wiring/connection';
import type { ConnectionDraft } from './connection-draft';
import { ConnectionForm } from './connection-form';

/** First what Tributary may do and where; the role is made on the next page, which waits for it. */
export function NewConnection() {
  const t = useTranslations('connection');
  const router = useRouter();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (draft: ConnectionDraft) => fetchJson<Connection>('/api/connections', { method: 'POST', body: draft }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['connections'] });
      router.push(`/connections/${id}`);
    },
  });
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5 px-5 py-6 max-sm:px-3">
      <PageHeading title={t('new.title')}>
        <p>{t('new.text')}</p>
      </PageHeading>
      <Card>
        <CardBody>
          <ConnectionForm
            initial={{ name: '', mode: 'may-change', roleArn: '', regions: ['us-east-1'] }}
            submit={t('new.submit')}
            onSubmit={(draft) => create.mutate(draft)}
            pending={create.isPending || create.isSuccess}
            error={create.error}
          />
        </CardBody>
      </Card>
    </div>
  );
}
