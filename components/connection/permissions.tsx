'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/ui/code';
import { useRole } from './use-connection';

/** Everything the role is allowed, before anybody makes it. */
export function Permissions({ id }: { id: string }) {
  const t = useTranslations('connection.make');
  const { data } = useRole(id, 'cli');
  const policies = data?.files.filter((file) => file.name.endsWith('.json')) ?? [];
  if (policies.length === 0) return null;
  return (
    <details>
      <summary className="font-medium">{t('policy')}</summary>
      <div className="mt-3 grid gap-3">
        {policies.map((file) => (
          <CodeBlock key={file.name} label={file.name} text={file.content} />
        ))}
      </div>
    </details>
  );
}
