'use client';

import { useTranslations } from 'next-intl';
import { useConnections } from '@/components/connection/use-connections';
import { useNames } from '@/components/resource/wire-ends';
import { Failure } from '@/components/ui/failure';
import { Loading } from '@/components/ui/skeleton';
import type { Wire } from '@/lib/wiring/wire';
import { download } from './download';
import { FallbackNotice } from './fallback-notice';
import { FollowedLines } from './followed-lines';
import type { LogParams } from './log-toolbar';
import { TailStart } from './tail-start';
import { TailStatus } from './tail-status';
import { TailSummary } from './tail-summary';
import { useConsent } from './use-consent';
import { useTail } from './use-tail';

type Props = { wire: Wire; params: LogParams; onChange: (change: Partial<LogParams>) => void };

/** The log as it is written. A session that AWS bills starts only when somebody was told so. */
export function Follow({ wire, params, onChange }: Props) {
  const t = useTranslations('log');
  const { data: connections, isPending } = useConnections();
  const [agreed, agree] = useConsent();
  const practice = connections?.find(({ id }) => id === wire.consumer.connectionId)?.sandbox ?? false;
  const known = params.by === 'polling' || (agreed !== null && !isPending);
  const enabled = params.by === 'polling' || (known && (practice || agreed === true));
  const { snapshot, tail, fallback, stop, resume } = useTail(wire.id, {
    filter: params.filter,
    by: params.by,
    enabled,
  });
  const name = useNames()(wire.readerArn);
  if (!known) return <Loading says={t('status.connecting')} lines={6} className="min-h-60" />;
  if (!enabled) return <TailStart onLive={agree} onPolling={() => onChange({ by: 'polling' })} />;
  return (
    <>
      {fallback ? <FallbackNotice fallback={fallback} onRetry={resume} /> : null}
      {tail.state === 'refused' ? (
        <Failure
          title={t('refused')}
          refusal={{ action: tail.action, principal: tail.principal, message: tail.message }}
          onRetry={resume}
        />
      ) : null}
      <FollowedLines wire={wire} tail={tail} snapshot={snapshot} params={params} onChange={onChange} />
      <TailStatus
        tail={tail}
        practice={practice}
        snapshot={snapshot}
        onStop={stop}
        onResume={resume}
        onDownload={() => download(snapshot.entries, name)}
      />
      <TailSummary taken={snapshot.taken} />
    </>
  );
}
