import { readHealth } from '@/lib/service/read-health';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => {
  const health = await readHealth();
  return json(health, health.status === 'ok' ? 200 : 503);
});
