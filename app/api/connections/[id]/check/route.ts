import { checkConnection } from '@/lib/service/connection/check-connection';
import { json, route } from '@/lib/service/http/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (_, { params }) => json(await checkConnection((await params).id)));
