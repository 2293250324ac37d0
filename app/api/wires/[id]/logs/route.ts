import { eventStream } from '@/lib/service/http/event-stream';
import { json, route } from '@/lib/service/http/route';
import { logQuery } from '@/lib/service/tail/log-query';
import { readLogs, wireLog } from '@/lib/service/tail/read-logs';
import { tailLogs } from '@/lib/service/tail/tail-logs';
import type { TailEvent } from '@/lib/wiring/log-line';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (request, { params }) => {
  const { id } = await params;
  const query = logQuery(new URL(request.url).searchParams);
  if (!query.follow) return json(await readLogs(id, query));
  const log = await wireLog(id);
  return eventStream<TailEvent>(request, (send, signal, pressure) =>
    tailLogs(log, query, { send, ...pressure }, signal),
  );
});
