import { faultsInput, practiceFaults, switchFaults } from '@/lib/service/practice-accounts';
import { requestBody } from '@/lib/service/request-body';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json({ faults: await practiceFaults() }));

export const POST = route(async (request) =>
  json({ faults: await switchFaults(await requestBody(request, faultsInput)) }),
);
