'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { fetchJson } from '@/components/ui/fetch-json';
import { TypeToConfirm } from '@/components/ui/type-to-confirm';
import type { Connection } from '@/lib/wiring/connection';

/** Forgets a connection once its name is typed, and says what stays in the account. */
export function RemoveConnection({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.remove');
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => fetchJson<void>(`/api/connections/${connection.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      router.push('/connections');
      await Promise.all([
        client.invalidateQueries({ queryKey: ['connections'], exact: true }),
        client.invalidateQueries({ queryKey: ['inventory'] }),
      ]);
    },
  });
  return (
    <Dialog
      title={t('title', { name: connection.name })}
      description={t('text')}
      trigger={<Button variant="quiet">{t('open')}</Button>}
    >
      <div className="grid gap-4">
        {remove.error ? <Failure error={remove.error} /> : null}
        <TypeToConfirm
          name={connection.name}
          action={t('submit')}
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </div>
    </Dialog>
  );
}
