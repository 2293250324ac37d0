'use client';

import { useTranslations } from 'next-intl';
import { PolicyCard, ReadProblem } from '@/components/wire/policy-card';
import type { Read } from '@/lib/wiring/read';
import type { Role } from '@/lib/wiring/resource/iam';
import type { PolicyText } from '@/lib/wiring/thing';
import type { ShownPart } from '../part-drawing';

/** What a role may do, who may become it, and what it may do at most. */
export function RolePolicies({ read }: ShownPart<Role>) {
  const t = useTranslations('wire.policies');
  if (read.state === 'refused' || read.state === 'failed') return <ReadProblem read={read} what="role" />;
  if (read.state !== 'known') return null;
  const { role, attached, inline, boundary } = read.value;
  const trust: Read<string> = role.state === 'known' ? { ...role, value: role.value.trustPolicy } : role;
  return (
    <>
      <Listed list={attached} what="attached" />
      <Listed list={inline} what="inline" />
      <PolicyCard title={t('trust')} read={trust} what="role" none={t('none-role')} />
      {boundary.state === 'absent' ? null : (
        <PolicyCard title={t('boundary')} read={boundary} what="boundary" none={t('none-role')} />
      )}
    </>
  );
}

function Listed({ list, what }: { list: Read<PolicyText[]>; what: 'attached' | 'inline' }) {
  const t = useTranslations('wire.policies');
  if (list.state === 'refused' || list.state === 'failed') return <ReadProblem read={list} what={what} />;
  if (list.state !== 'known') return null;
  return list.value.map((policy) => (
    <PolicyCard
      key={policy.arn ?? policy.name}
      title={<code>{policy.name}</code>}
      remark={t(what)}
      read={policy.document}
      what={what}
      none={t('none-role')}
    />
  ));
}
