import { eventStream } from '@/lib/service/event-stream';
import { getRun } from '@/lib/service/get-run';
import { route } from '@/lib/service/route';
import { watchRun } from '@/lib/service/watch-run';
import type { Run } from '@/lib/wiring/run';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (request, { params }) => {
  const { id } = await getRun((await params).id);
  return eventStream<Run>(request, (send, signal) => watchRun(id, send, signal));
});
