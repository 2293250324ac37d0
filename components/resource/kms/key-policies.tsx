'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { PolicyCard, ReadProblem } from '@/components/wire/policy-card';
import { isOurGrant } from '@/lib/wiring/plan/our-statements';
import type { KeyGrant } from '@/lib/wiring/resource/key-grant';
import type { Key } from '@/lib/wiring/resource/kms';
import type { ShownPart } from '../part-drawing';
import { KeyGrantFacts } from './key-grant-facts';

/** A key's policy and its grants: either may let the role in. Nothing where there is no key to open. */
export function KeyPolicies({ part, read }: ShownPart<Key>) {
  const t = useTranslations('wire.policies');
  if (read.state === 'refused' || read.state === 'failed') return <ReadProblem read={read} what="key" />;
  if (read.state !== 'known' || read.value.manager === 'AWS') return null;
  const { arn, policy, grants } = read.value;
  return (
    <>
      <PolicyCard
        title={t.rich(part.formerOf ? 'of-former-key' : 'of-key', {
          key: () => (
            <code title={arn} className="wrap-anywhere">
              {arn.split('/').at(-1)}
            </code>
          ),
        })}
        read={policy}
        what="key-policy"
        none={t('none-role')}
      />
      {grants.state === 'refused' || grants.state === 'failed' ? <ReadProblem read={grants} what="grants" /> : null}
      {grants.state === 'known' ? <Grants grants={grants.value} /> : null}
    </>
  );
}

function Grants({ grants }: { grants: KeyGrant[] }) {
  const t = useTranslations('wire.policies');
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center gap-2 px-4 py-2">
        <h3 className="font-semibold">{t('grants')}</h3>
        <Badge>{grants.length}</Badge>
      </header>
      {grants.length === 0 ? <p className="border-t border-line px-4 py-3 text-ink-2">{t('no-grants')}</p> : null}
      {grants.map((grant) => (
        <div key={grant.id} className="border-t border-line">
          <p className="flex flex-wrap items-center gap-2 bg-bank px-4 py-1 text-sm text-ink-2">
            <code className="font-medium wrap-anywhere">{grant.name ?? t('unnamed-grant')}</code>
            {isOurGrant(grant.name) ? <Badge tone="ok">{t('ours')}</Badge> : null}
          </p>
          <div className="px-4 py-2">
            <KeyGrantFacts grant={grant} />
          </div>
        </div>
      ))}
    </Card>
  );
}
