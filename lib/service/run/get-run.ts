import { findRun } from '@/lib/store/runs';
import type { Run } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';
import { liveRun } from './run-feed';

/** A run with its journal. Throws the problem `no-run`. */
export async function getRun(id: string): Promise<Run> {
  const run = liveRun(id)?.run ?? (await findRun(id));
  if (!run) throw refusal(404, 'no-run', { id: id.slice(0, 80) });
  return run;
}
