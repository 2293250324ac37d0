'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { kindOf, questionsOf, useRooms } from '@/components/resource/rooms';
import { fetchJson } from '@/components/ui/fetch-json';
import { accountOf, regionOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { chosenOf, readerOf } from '@/lib/wiring/projection';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { namedBy } from './named-by';
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
  const { wire, source, function: reader, kind, producer, consumer, plan, run } = choices;
  const rooms = useRooms();
  const lacking = wire !== null && (source === null || reader === null);
  const detail = useQuery({
    queryKey: ['wire', wire],
    queryFn: ({ signal }) => fetchJson<WireDetail>(`/api/wires/${wire}`, { signal }),
    enabled: lacking,
  });
  const found = lacking ? detail.data?.wire : undefined;
  useEffect(() => {
    if (!found) return;
    const { kind } = found;
    const chosen = chosenOf(found);
    const answers = questionsOf(rooms, kindOf(rooms, kind)).flatMap(({ name }) => {
      const answer = chosen[name];
      return typeof answer === 'string' ? [[name, answer] as const] : [];
    });
    const reads = readerOf(found);
    fill({
      kind,
      source: chosen.source,
      answers: Object.fromEntries(answers),
      ...(reads === null ? {} : { function: reads }),
    });
  }, [found, rooms, fill]);
  useEffect(() => {
    if (plan || run) return;
    const answers: Partial<Choices> = {};
    const named = source ? namedBy(rooms, source) : null;
    if (named?.answers) Object.assign(answers, named);
    const [only, ...more] = rooms.kinds;
    if (!kind && (source || reader) && more.length === 0) answers.kind = only?.id ?? null;
    if (source && !producer) answers.producer = connectionFor(source, connections);
    if (reader && !consumer) answers.consumer = connectionFor(reader, connections);
    if (Object.values(answers).some((answer) => answer)) fill(answers);
  }, [kind, source, reader, rooms, producer, consumer, plan, run, connections, fill]);
  return lacking ? detail.error : null;
}

function connectionFor(arn: string, connections: Connection[]): string | null {
  const ofAccount = connections.filter((connection) => connection.accountId === accountOf(arn));
  const region = regionOf(arn);
  return ofAccount.find(({ regions }) => region !== null && regions.includes(region))?.id ?? null;
}
