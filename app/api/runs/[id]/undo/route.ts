import { clientOf } from '@/lib/service/instance';
import { json, route } from '@/lib/service/route';
import { undoRun } from '@/lib/service/undo-run';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (request, { params }) =>
  json({ runId: await undoRun((await params).id, clientOf(request)) }, 202),
);
