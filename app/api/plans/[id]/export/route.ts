import { json, route } from '@/lib/service/http/route';
import { exportPlan } from '@/lib/service/plan/export-plan';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (request, { params }) => {
  const format = new URL(request.url).searchParams.get('format') ?? 'cli';
  return json(await exportPlan((await params).id, format));
});
