import { json, route } from '@/lib/service/http/route';
import { listWires } from '@/lib/service/wire/list-wires';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json({ wires: await listWires() }));
