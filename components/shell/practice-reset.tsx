'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { fetchJson } from '@/components/ui/fetch-json';
import { toast } from '@/components/ui/toast';

/** Puts the practice accounts back as they were at first, after a second press. */
export function PracticeReset() {
  const t = useTranslations('app.practice');
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const reset = useMutation({
    mutationFn: () => fetchJson('/api/sandbox/reset', { method: 'POST' }),
    onSuccess: async () => {
      setSure(false);
      toast({ title: t('wasReset') });
      await client.resetQueries();
    },
  });
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      {reset.error ? <Failure error={reset.error} /> : null}
      <p className="text-sm text-ink-2">{t('resetText')}</p>
      <div className="flex gap-2">
        <Button
          variant={sure ? 'danger' : 'secondary'}
          size="sm"
          pending={reset.isPending}
          onClick={() => (sure ? reset.mutate() : setSure(true))}
        >
          {sure ? t('resetSure') : t('reset')}
        </Button>
        {sure && !reset.isPending ? (
          <Button variant="quiet" size="sm" onClick={() => setSure(false)}>
            {t('resetNot')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
