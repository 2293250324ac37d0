'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { fetchJson } from '@/components/ui/fetch-json';
import type { Connection } from '@/lib/wiring/connection';
import type { ConnectionDraft } from './connection-draft';
import { ConnectionForm } from './connection-form';

/** Name, role, Regions and mode may change; account and external ID stay. */
export function EditConnection({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.edit');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: (draft: ConnectionDraft) =>
      fetchJson<Connection>(`/api/connections/${connection.id}`, { method: 'PATCH', body: draft }),
    onSuccess: async () => {
      setOpen(false);
      await client.invalidateQueries();
    },
  });
  const { name, mode, roleArn, regions } = connection;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('title')}
      description={t('text')}
      trigger={<Button>{t('open')}</Button>}
    >
      <ConnectionForm
        initial={{ name, mode, roleArn, regions }}
        submit={t('submit')}
        onSubmit={(draft) => save.mutate(draft)}
        pending={save.isPending}
        error={save.error}
      />
    </Dialog>
  );
}
