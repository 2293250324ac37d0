import { planRequest } from '@/lib/service/plan-request';
import { planWire } from '@/lib/service/plan-wire';
import { requestBody } from '@/lib/service/request-body';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const POST = route(async (request) => json(await planWire(await requestBody(request, planRequest)), 201));
