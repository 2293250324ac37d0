import { getRun } from '@/lib/service/get-run';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getRun((await params).id)));
