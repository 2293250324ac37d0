import { practiceAccounts, resetPractice } from '@/lib/service/practice-accounts';
import { json, route } from '@/lib/service/route';

export const dynamic = 'force-dynamic';

export const POST = route(async () => {
  await resetPractice();
  return json(await practiceAccounts());
});
