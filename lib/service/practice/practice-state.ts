import { practiceEndpoint } from '@/lib/aws/session/practice-endpoint';
import { type Practice, practice } from '@/lib/sandbox/practice';
import { allConnections } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';

export type PracticeMode = 'auto' | 'on' | 'off';

/** `TRIBUTARY_SANDBOX`: `auto` shows the practice accounts while there is no connection to AWS. */
export function practiceMode(): PracticeMode {
  const asked = process.env.TRIBUTARY_SANDBOX;
  return asked === 'on' || asked === 'off' ? asked : 'auto';
}

/** The practice accounts where they run and are to be shown; never beside connections to AWS. */
export function shownPractice(connections: readonly Connection[]): Practice | null {
  const mode = practiceMode();
  if (mode === 'off' || practiceEndpoint() === null) return null;
  if (mode === 'auto' && connections.some((connection) => !connection.sandbox)) return null;
  return practice();
}

export async function currentPractice(): Promise<Practice | null> {
  return shownPractice(await allConnections());
}

/** Whether the practice accounts are to be started: not when they are off or would be hidden anyway. */
export async function practiceWanted(): Promise<boolean> {
  const mode = practiceMode();
  if (mode !== 'auto') return mode === 'on';
  return !(await allConnections()).some((connection) => !connection.sandbox);
}
