import { openApiDocument } from '@/lib/service/openapi/document';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(() => json(openApiDocument()));
