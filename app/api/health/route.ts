import { json, route } from '@/lib/service/http/route';
import { readHealth } from '@/lib/service/server/read-health';

export const dynamic = 'force-dynamic';

export const GET = route(async () => {
  const health = await readHealth();
  return json(health, health.status === 'ok' ? 200 : 503);
});
