import { json, route } from '@/lib/service/http/route';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getWire } from '@/lib/service/wire/get-wire';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getWire((await params).id)));

/** Takes nothing away: plans the removal, which is then applied like any plan. */
export const DELETE = route<Context>(async (_, { params }) => json(await removeWire((await params).id), 201));
