import { listWires } from '@/lib/service/list-wires';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json({ wires: await listWires() }));
