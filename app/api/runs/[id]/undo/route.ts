import { json, route } from '@/lib/service/http/route';
import { undoRun } from '@/lib/service/run/undo-run';
import { clientOf } from '@/lib/service/server/instance';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (request, { params }) =>
  json({ runId: await undoRun((await params).id, clientOf(request)) }, 202),
);
