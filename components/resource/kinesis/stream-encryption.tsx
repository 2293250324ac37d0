'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { When } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { Failure } from '@/components/ui/failure';
import { Glyph, type GlyphName } from '@/components/ui/glyph';
import { SectionHeading } from '@/components/ui/heading';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import type { Key } from '@/lib/wiring/resource/kms';
import { type Encryption, encryptionOf } from '@/lib/wiring/resource/stream-encryption';
import { Awaited } from './awaited';
import { UnshareableStream } from './unshareable-stream';

/** How the chosen stream is encrypted and what follows from it; `null` where the stream is not listed. */
export function StreamEncryption({ thing }: { thing: Stream | null }) {
  const t = useTranslations('wizard.encryption');
  return (
    <section aria-labelledby="stream-encryption">
      <SectionHeading id="stream-encryption" className="mb-2 text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      {thing === null ? <Unread /> : <Message encryption={encryptionOf(thing)} source={thing} />}
    </section>
  );
}

function Message({ encryption, source }: { encryption: Encryption; source: Stream }) {
  const t = useTranslations('wizard.encryption');
  switch (encryption.state) {
    case 'none':
      return <Line glyph="met">{t('none')}</Line>;
    case 'customer':
      return <CustomerKey named={encryption.named} of={encryption.key} />;
    case 'aws-managed':
      return <UnshareableStream source={source} />;
    case 'gone':
      return <Line glyph="missing">{t('gone', { key: encryption.named })}</Line>;
    case 'unread': {
      const { read } = encryption;
      if (read.state === 'pending') return <Unread />;
      if (read.state === 'refused') return <Failure title={t('refused')} refusal={read.refusal} />;
      return <Failure title={t('failed')} error={read.state === 'failed' ? read.message : t('stream-gone')} />;
    }
  }
}

function CustomerKey({ named, of: { arn, state, deletionDate } }: { named: string; of: Key }) {
  const t = useTranslations('wizard.encryption');
  const alias = /alias\/.+$/.exec(named)?.[0];
  const id = arn.split('/').at(-1);
  const usable = state === 'Enabled';
  return (
    <Line glyph={usable ? 'met' : 'missing'}>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {t('customer')}
        {alias ? <code className="font-semibold">{alias}</code> : null}
        <code title={arn} className="wrap-anywhere text-ink-2">
          {id}
        </code>
        <Badge mono tone={usable ? 'ok' : 'bad'}>
          {state}
        </Badge>
      </span>
      <span className="block text-ink-2">
        {usable ? t('customer-text') : null}
        {state === 'Disabled' ? t('disabled') : null}
        {state === 'PendingDeletion'
          ? t.rich('pending-deletion', { date: () => (deletionDate ? <When at={deletionDate} /> : '—') })
          : null}
        {usable || state === 'Disabled' || state === 'PendingDeletion' ? null : t('other-state', { state })}
      </span>
    </Line>
  );
}

function Line({ glyph, children }: { glyph: GlyphName; children: ReactNode }) {
  return (
    <div className="flex gap-1 rounded-xl border border-line bg-card px-4 py-3">
      <Glyph name={glyph} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

function Unread() {
  const t = useTranslations('wizard.encryption');
  return <Awaited says={t('reading')} failed={t('failed')} />;
}
