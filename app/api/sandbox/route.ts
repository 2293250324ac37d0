import { practiceAccounts } from '@/lib/service/practice-accounts';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const GET = route(async () => json(await practiceAccounts()));
