import { json, route } from '@/lib/service/http/route';
import { getPlan } from '@/lib/service/plan/get-plan';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getPlan((await params).id)));
