import { requestBody } from '@/lib/service/http/request-body';
import { json, route } from '@/lib/service/http/route';
import { faultsInput } from '@/lib/service/practice/faults-input';
import { practiceFaults, switchFaults } from '@/lib/service/practice/practice-faults';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json(await practiceFaults()));

export const POST = route(async (request) => json(await switchFaults(await requestBody(request, faultsInput))));
