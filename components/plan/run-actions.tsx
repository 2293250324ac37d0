'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { fetchJson } from '@/components/ui/fetch-json';
import { Words } from '@/components/ui/words';
import { isActive, type Run, stepsBehind } from '@/lib/wiring/run';
import { RunFailure } from './run-failure';

/**
 * Retry or resume, undo with a confirmation that lists what is taken back, or leave it; nothing while it goes on.
 * `embedded`: the page around it leads on by itself once the run is done.
 */
export function RunActions({ run, embedded }: { run: Run; embedded: boolean }) {
  const t = useTranslations('run');
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (verb: 'resume' | 'undo') =>
      fetchJson<{ runId: string }>(`/api/runs/${run.id}/${verb}`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['run', run.id] }),
  });
  if (isActive(run.state)) return null;
  const toUndo = stepsBehind(run);
  const resumes = run.state === 'failed' || run.state === 'interrupted';
  const undoes = run.state !== 'undone' && run.undoBegunAt === null && toUndo.length > 0;
  return (
    <div className="grid gap-3">
      {act.error ? <RunFailure title={t('act-failed')} error={act.error} /> : null}
      <div className="flex flex-wrap gap-2">
        {resumes ? (
          <Button
            variant="primary"
            pending={act.isPending && act.variables === 'resume'}
            onClick={() => act.mutate('resume')}
          >
            {t(run.undoBegunAt !== null ? 'resume-undo' : run.state === 'failed' ? 'retry' : 'resume')}
          </Button>
        ) : null}
        {undoes ? (
          <UndoDialog
            title={t(run.steps.some(({ state }) => state === 'done') ? 'undo' : 'undo-begun')}
            steps={toUndo}
            pending={act.isPending}
            onUndo={() => act.mutate('undo')}
          />
        ) : null}
        {embedded && run.state === 'done' ? null : (
          <Button asChild>
            <Link href={run.purpose === 'remove' && run.state === 'done' ? '/' : `/wires/${run.wireId}`}>
              {t(resumes ? 'leave' : run.purpose === 'remove' && run.state === 'done' ? 'to-board' : 'open-wire')}
            </Link>
          </Button>
        )}
      </div>
    </div>
  );
}

type UndoProps = { title: string; steps: Run['steps']; pending: boolean; onUndo: () => void };

function UndoDialog({ title, steps, pending, onUndo }: UndoProps) {
  const t = useTranslations('run');
  const [open, setOpen] = useState(false);
  const count = steps.length;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button pending={pending}>{title}</Button>}
      title={t('undo-title', { count })}
      description={t('undo-text')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button
            variant="danger"
            onClick={() => {
              setOpen(false);
              onUndo();
            }}
          >
            {t('undo-action', { count })}
          </Button>
        </>
      }
    >
      <ol className="grid gap-2">
        {steps.map(({ change }) => (
          <li key={change.id} className="flex gap-3">
            <span className="text-ink-3 tabular-nums">{change.id}</span>
            <span>
              <Words said={change.title} />
              <span className="block text-sm text-ink-2">
                <Words said={change.undo} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
