import { clientOf } from '@/lib/service/instance';
import { resumeRun } from '@/lib/service/resume-run';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (request, { params }) =>
  json({ runId: await resumeRun((await params).id, clientOf(request)) }, 202),
);
