import { listRuns as storedRuns } from '@/lib/store/runs';
import type { Run } from '@/lib/wiring/run';

/** Newest first; of one wire, or all. */
export function listRuns(wireId: string | null): Promise<Run[]> {
  return storedRuns(wireId === null ? {} : { wireId });
}
