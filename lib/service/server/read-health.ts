import { databaseKind } from '@/lib/store/database';
import packageJson from '@/package.json';
import { currentPractice } from '../practice/practice-state';

export type Health = {
  status: 'ok' | 'failing';
  version: string;
  store: 'postgresql' | 'embedded' | 'failed';
  sandbox: 'on' | 'off';
  /** What is wrong, when it is failing. */
  detail?: string;
};

/** Whether Tributary can do its work: its store is open. */
export async function readHealth(): Promise<Health> {
  const { version } = packageJson;
  try {
    const store = await databaseKind();
    return { status: 'ok', version, store, sandbox: (await currentPractice()) === null ? 'off' : 'on' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { status: 'failing', version, store: 'failed', sandbox: 'off', detail };
  }
}
