'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SideMark } from '@/components/ui/side-mark';
import { roleName, streamName } from '@/lib/wiring/arn';
import type { RolePolicy } from '@/lib/wiring/evidence';
import type { Half } from '@/lib/wiring/inventory';
import { kindOf } from '@/lib/wiring/kind/kinds';
import type { Read } from '@/lib/wiring/read';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { ConsumerPolicy } from './consumer-policy';
import { KeyPolicies } from './key-policies';
import { PolicyCard, ReadProblem } from './policy-card';

/** Both sides' policies, statement by statement. */
export function Policies({ detail }: { detail: WireDetail }) {
  const t = useTranslations('wire.policies');
  const { wire, evidence } = detail;
  const kind = kindOf(wire.kind);
  const { role, source } = evidence;
  const trust: Read<string> =
    role.role.state === 'known' ? { ...role.role, value: role.role.value.trustPolicy } : role.role;
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Side half="producer" title={t('resource', { name: streamName(wire.sourceArn) })}>
        <PolicyCard
          title={t('of-stream')}
          read={source.state === 'known' ? source.value.policy : source}
          what="policy"
          most={kind?.mostPolicyBytes}
        />
        {source.state === 'known' ? (
          <ConsumerPolicy source={source.value} wire={wire} most={kind?.mostPolicyBytes} />
        ) : null}
        {source.state === 'known' ? <KeyPolicies read={source.value.key} /> : null}
        {evidence.formerKeys.map(({ arn, key }) => (
          <KeyPolicies key={arn} read={key} former />
        ))}
      </Side>
      <Side half="consumer" title={t('identity', { name: roleName(role.arn) })}>
        <RolePolicies list={role.attached} what="attached" />
        <RolePolicies list={role.inline} what="inline" />
        <PolicyCard title={t('trust')} read={trust} what="role" />
        {role.boundary.state === 'absent' ? null : (
          <PolicyCard title={t('boundary')} read={role.boundary} what="boundary" />
        )}
      </Side>
    </div>
  );
}

function Side({ half, title, children }: { half: Half; title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 content-start gap-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <SideMark half={half} />
        {title}
      </h2>
      {children}
    </section>
  );
}

function RolePolicies({ list, what }: { list: Read<RolePolicy[]>; what: 'attached' | 'inline' }) {
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
    />
  ));
}
