'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readEvents } from '@/components/ui/read-events';
import type { Leg } from '@/lib/wiring/trace';

type TestRecord = { partitionKey: string; data: string };

/**
 * Sends a record and keeps its legs as they come in, until it arrived, stalled, or a person stopped following it. `keyed`:
 * a person gives its key.
 */
export function useTestRecord(wireId: string, keyed: boolean) {
  const queries = useQueryClient();
  const [record, setRecord] = useState<TestRecord>({ partitionKey: 'DUMMY1', data: '{"this_is": "test record"}' });
  const [state, setState] = useState<'idle' | 'following' | 'ended'>('idle');
  const [legs, setLegs] = useState<Leg[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const send = async () => {
    controller.current?.abort();
    const abort = new AbortController();
    controller.current = abort;
    setState('following');
    setError(null);
    setLegs(null);
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(keyed ? record : { data: record.data }),
    };
    try {
      await readEvents<{ legs: Leg[] }>(
        `/api/wires/${wireId}/test-record`,
        init,
        (event) => setLegs(event.legs),
        abort.signal,
      );
    } catch (problem) {
      if (!abort.signal.aborted) setError(problem);
    }
    if (controller.current === abort) setState('ended');
    void queries.invalidateQueries({ queryKey: ['wire', wireId] });
  };
  return { record, setRecord, state, legs, error, send: () => void send(), stop: () => controller.current?.abort() };
}
