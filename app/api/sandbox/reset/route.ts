import { json, route } from '@/lib/service/http/route';
import { practiceAccounts, resetPractice } from '@/lib/service/practice/practice-accounts';

export const dynamic = 'force-dynamic';

export const POST = route(async () => {
  await resetPractice();
  return json(await practiceAccounts());
});
