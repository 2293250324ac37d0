import { json, route } from '@/lib/service/http/route';
import { getRun } from '@/lib/service/run/get-run';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getRun((await params).id)));
