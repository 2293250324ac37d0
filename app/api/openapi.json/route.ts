import { openApiDocument } from '@/lib/service/http/openapi/document';
import { json, route } from '@/lib/service/http/route';

export const dynamic = 'force-dynamic';

export const GET = route(() => json(openApiDocument()));
