import { planRequest } from '@/lib/service/http/openapi/plan-request';
import { requestBody } from '@/lib/service/http/request-body';
import { json, route } from '@/lib/service/http/route';
import { planWire } from '@/lib/service/plan/plan-wire';

export const dynamic = 'force-dynamic';

export const POST = route(async (request) => json(await planWire(await requestBody(request, planRequest)), 201));
