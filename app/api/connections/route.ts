import { newConnection } from '@/lib/service/connection-input';
import { createConnection } from '@/lib/service/create-connection';
import { listConnections } from '@/lib/service/list-connections';
import { requestBody } from '@/lib/service/request-body';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json({ connections: await listConnections() }));

export const POST = route(async (request) =>
  json(await createConnection(await requestBody(request, newConnection)), 201),
);
