'use client';

import { useTranslations } from 'next-intl';
import { When } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { Unknown } from '@/components/wire/fact';
import type { Key } from '@/lib/wiring/resource/kms';
import type { Encryption } from '@/lib/wiring/resource/stream-encryption';

/** What something is encrypted with, by whom the key is managed, and whether it can be used. */
export function EncryptionFact({ encryption }: { encryption: Encryption }) {
  const t = useTranslations('wire');
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

function KeyState({ of: { state, deletionDate } }: { of: Key }) {
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
