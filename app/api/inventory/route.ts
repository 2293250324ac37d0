import { eventStream } from '@/lib/service/http/event-stream';
import { json, route } from '@/lib/service/http/route';
import { placesOf, scopeOf } from '@/lib/service/inventory/inventory-scope';
import { readInventory, streamInventory } from '@/lib/service/inventory/read-inventory';
import type { InventoryPiece } from '@/lib/wiring/inventory';

export const dynamic = 'force-dynamic';

export const GET = route(async (request) => {
  const scope = scopeOf(new URL(request.url).searchParams);
  if (!request.headers.get('accept')?.includes('text/event-stream')) return json(await readInventory(scope));
  const places = await placesOf(scope);
  return eventStream<InventoryPiece>(request, (send, signal) => streamInventory(places, scope, send, signal));
});
