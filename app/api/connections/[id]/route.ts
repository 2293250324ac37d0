import { connectionPatch } from '@/lib/service/connection/connection-input';
import { getConnection } from '@/lib/service/connection/get-connection';
import { removeConnection } from '@/lib/service/connection/remove-connection';
import { updateConnection } from '@/lib/service/connection/update-connection';
import { requestBody } from '@/lib/service/http/request-body';
import { json, route } from '@/lib/service/http/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const GET = route<Context>(async (_, { params }) => json(await getConnection((await params).id)));

export const PATCH = route<Context>(async (request, { params }) =>
  json(await updateConnection((await params).id, await requestBody(request, connectionPatch))),
);

export const DELETE = route<Context>(async (_, { params }) => {
  await removeConnection((await params).id);
  return new Response(null, { status: 204 });
});
