import { listRuns } from '@/lib/service/list-runs';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async (request) =>
  json({ runs: await listRuns(new URL(request.url).searchParams.get('wire')) }),
);
