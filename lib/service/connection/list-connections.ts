import { allConnections } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';
import { seedPracticeConnections } from '../practice/practice-connections';
import { practiceMode, shownPractice } from '../practice/practice-state';

/** The connections in use: those to AWS, or those to the practice accounts, never both. */
export async function listConnections(): Promise<Connection[]> {
  const stored = await allConnections();
  const practice = shownPractice(stored);
  if (practice === null) return practiceMode() === 'on' ? [] : stored.filter((connection) => !connection.sandbox);
  await seedPracticeConnections(practice);
  return (await allConnections()).filter((connection) => connection.sandbox);
}
