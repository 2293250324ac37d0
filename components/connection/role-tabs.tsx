'use client';

import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Words } from '@/components/ui/words';
import { type RoleForm, roleForms, useRole } from './use-connection';

/** The role to make, in whichever way this account's owner makes roles; `first` is shown at first. */
export function RoleTabs({ id, first }: { id: string; first: RoleForm }) {
  const t = useTranslations('connection.make');
  const [form, setForm] = useState<RoleForm>(first);
  return (
    <Tabs value={form} onValueChange={(value) => setForm(roleForms.find((one) => one === value) ?? 'cli')}>
      <TabsList label={t('ways')}>
        {roleForms.map((one) => (
          <TabsTrigger key={one} value={one}>
            {t(`form.${one}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={form}>
        <RoleFiles id={id} form={form} />
      </TabsContent>
    </Tabs>
  );
}

function RoleFiles({ id, form }: { id: string; form: RoleForm }) {
  const t = useTranslations('connection.make');
  const { data, error, isFetching, refetch } = useRole(id, form);
  if (error) return <Failure title={t('failed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />;
  if (!data) return <Loading says={t('reading')} className="px-0" />;
  return (
    <div className="grid gap-3">
      {data.note ? (
        <p className="max-w-prose">
          <Words said={data.note} />
        </p>
      ) : null}
      {data.url ? (
        <div>
          <Button asChild variant="primary">
            <a href={data.url} target="_blank" rel="noreferrer">
              {t('openConsole')} <ExternalLink aria-hidden />
            </a>
          </Button>
        </div>
      ) : null}
      {data.files.map((file) => (
        <CodeBlock key={file.name} label={file.name} text={file.content} maxHeight="max-h-112" />
      ))}
    </div>
  );
}
