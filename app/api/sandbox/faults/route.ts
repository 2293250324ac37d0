import { faultsInput } from '@/lib/service/faults-input';
import { practiceFaults, switchFaults } from '@/lib/service/practice-faults';
import { requestBody } from '@/lib/service/request-body';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json(await practiceFaults()));

export const POST = route(async (request) => json(await switchFaults(await requestBody(request, faultsInput))));
