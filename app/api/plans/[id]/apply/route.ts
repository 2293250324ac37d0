import { applyPlan } from '@/lib/service/apply-plan';
import { clientOf } from '@/lib/service/instance';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (request, { params }) =>
  json({ runId: await applyPlan((await params).id, clientOf(request)) }, 202),
);
