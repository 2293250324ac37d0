import { json, route } from '@/lib/service/http/route';
import { practiceAccounts } from '@/lib/service/practice/practice-accounts';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json(await practiceAccounts()));
