import { z } from 'zod';
import { draftRole } from '@/lib/service/connection/draft-role';
import { roleForms } from '@/lib/service/connection/role/role-file';
import { json, route } from '@/lib/service/http/route';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

const asked = z.object({ form: z.enum(roleForms).default('quick-create') });

export const GET = route<Context>(async (request, { params }) => {
  const { form } = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  return json(await draftRole((await params).id, form));
});
