'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchJson } from '@/components/ui/fetch-json';
import { accountOf, consumerName, regionOf, streamArnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { kinds } from '@/lib/wiring/kind/kinds';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import type { Choices } from './search-params';

/**
 * Fills in what a short link leaves out: the connection of an ARN, the only kind there is, the stream of a registered
 * consumer, and both ends of a wire that is to be mended. Gives what failed, if the wire could not be read.
 */
export function usePrefill(
  choices: Choices,
  connections: Connection[],
  fill: (answers: Partial<Choices>) => void,
): unknown {
  const { wire, source, function: functionArn, kind, producer, consumer, plan, run } = choices;
  const lacking = wire !== null && (source === null || functionArn === null);
  const detail = useQuery({
    queryKey: ['wire', wire],
    queryFn: ({ signal }) => fetchJson<WireDetail>(`/api/wires/${wire}`, { signal }),
    enabled: lacking,
  });
  const found = lacking ? detail.data?.wire : undefined;
  useEffect(() => {
    if (!found) return;
    const { kind, sourceArn, consumerName, functionArn } = found;
    fill({ kind, source: sourceArn, consumerName, ...(functionArn ? { function: functionArn } : {}) });
  }, [found, fill]);
  useEffect(() => {
    if (plan || run) return;
    const answers: Partial<Choices> = {};
    const named = source && consumerName(source);
    if (named) {
      answers.source = streamArnOf(source);
      answers.consumerName = named;
    }
    if (!kind && (source || functionArn) && kinds.length === 1) answers.kind = kinds[0]?.id ?? null;
    if (source && !producer) answers.producer = connectionFor(source, connections);
    if (functionArn && !consumer) answers.consumer = connectionFor(functionArn, connections);
    if (Object.values(answers).some((answer) => answer)) fill(answers);
  }, [kind, source, functionArn, producer, consumer, plan, run, connections, fill]);
  return lacking ? detail.error : null;
}

function connectionFor(arn: string, connections: Connection[]): string | null {
  const ofAccount = connections.filter((connection) => connection.accountId === accountOf(arn));
  const region = regionOf(arn);
  return ofAccount.find(({ regions }) => region !== null && regions.includes(region))?.id ?? null;
}
