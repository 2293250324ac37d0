import { eventStream } from '@/lib/service/http/event-stream';
import { route } from '@/lib/service/http/route';
import { getRun } from '@/lib/service/run/get-run';
import { watchRun } from '@/lib/service/run/watch-run';
import type { Run } from '@/lib/wiring/run';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (request, { params }) => {
  const { id } = await getRun((await params).id);
  return eventStream<Run>(request, (send, signal) => watchRun(id, send, signal));
});
