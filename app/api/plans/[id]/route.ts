import { json, route } from '@/lib/service/http/route';
import { openPlan } from '@/lib/service/plan/open-plan';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await openPlan((await params).id)));
