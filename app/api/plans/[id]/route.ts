import { getPlan } from '@/lib/service/get-plan';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getPlan((await params).id)));
