import { newConnection } from '@/lib/service/connection/connection-input';
import { createConnection } from '@/lib/service/connection/create-connection';
import { listConnections } from '@/lib/service/connection/list-connections';
import { requestBody } from '@/lib/service/http/request-body';
import { json, route } from '@/lib/service/http/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json({ connections: await listConnections() }));

export const POST = route(async (request) =>
  json(await createConnection(await requestBody(request, newConnection)), 201),
);
