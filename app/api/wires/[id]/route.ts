import { getWire } from '@/lib/service/get-wire';
import { removeWire } from '@/lib/service/remove-wire';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getWire((await params).id)));

/** Takes nothing away: plans the removal, which is then applied like any plan. */
export const DELETE = route<Context>(async (_, { params }) => json(await removeWire((await params).id), 201));
