import { json, route } from '@/lib/service/http/route';
import { listRuns } from '@/lib/service/run/list-runs';

export const dynamic = 'force-dynamic';

export const GET = route(async (request) =>
  json({ runs: await listRuns(new URL(request.url).searchParams.get('wire')) }),
);
