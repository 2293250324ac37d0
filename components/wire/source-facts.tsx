'use client';

import { useTranslations } from 'next-intl';
import { Age, When } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import type { Source, StreamKey } from '@/lib/wiring/inventory';
import { encryptionOf } from '@/lib/wiring/judge/encryption';
import { Unknown } from './half-frame';

/** The registered consumer that the wire reads through, as the stream's account lists it. */
export function ConsumerFact({ name, source }: { name: string; source: Source | null }) {
  const t = useTranslations('wire');
  const found =
    source?.consumers.state === 'known' ? source.consumers.value.find((consumer) => consumer.name === name) : null;
  return (
    <>
      <code className="font-semibold wrap-anywhere" title={found?.arn}>
        {name}
      </code>
      {found === null ? <Unknown /> : null}
      {found === undefined ? <Badge tone="bad">{t('unregistered')}</Badge> : null}
      {found ? (
        <Badge mono tone={found.status === 'ACTIVE' ? 'idle' : 'warn'}>
          {found.status}
        </Badge>
      ) : null}
      {found?.createdAt ? (
        <span className="text-sm text-ink-2">
          {t.rich('registered', { age: () => <Age at={found.createdAt ?? ''} /> })}
        </span>
      ) : null}
    </>
  );
}

/** What the stream is encrypted with, by whom the key is managed, and whether it can be used. */
export function EncryptionFact({ source }: { source: Source }) {
  const t = useTranslations('wire');
  const encryption = encryptionOf(source);
  switch (encryption.state) {
    case 'none':
      return t('no-key');
    case 'unread':
      return <Unknown />;
    case 'gone':
      return <KeyFact named={encryption.named} word={t('key-gone')} bad />;
    case 'aws-managed':
      return <KeyFact named={encryption.named} word={t('aws-managed')} bad />;
    case 'customer':
      return (
        <>
          <KeyFact named={encryption.named} word={t('customer-managed')} />
          <KeyState of={encryption.key} />
        </>
      );
  }
}

function KeyFact({ named, word, bad }: { named: string; word: string; bad?: boolean }) {
  return (
    <>
      <code className="min-w-0 wrap-anywhere">{/alias\/.+$/.exec(named)?.[0] ?? named.split('/').at(-1)}</code>
      <Badge tone={bad ? 'bad' : 'idle'}>{word}</Badge>
    </>
  );
}

function KeyState({ of: { state, deletionDate } }: { of: StreamKey }) {
  return (
    <>
      <Badge mono tone={state === 'Enabled' ? 'idle' : 'bad'}>
        {state}
      </Badge>
      {deletionDate ? (
        <span className="text-sm text-bad">
          <When at={deletionDate} />
        </span>
      ) : null}
    </>
  );
}
