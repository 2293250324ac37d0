// A process of its own for tests: opens the store, tells what it finds, and writes journals until it is killed.
import { createHash } from 'node:crypto';
import { FolderInUse } from '@/lib/store/folder-lock';
import { saveRunState, saveStep } from '@/lib/store/journal';
import { interruptAll, startRun } from '@/lib/store/leases';
import { listRuns } from '@/lib/store/runs';
import { stagedRun, stagedStep } from './staged-run';

/** What it tells its parent: what is about to be written, and what is written for certain. */
export type WriterSays =
  | { says: 'opening' }
  | { says: 'refused'; message: string }
  | { says: 'found'; entries: Entry[]; broken: string[] }
  | { says: 'writing' | 'written'; entry: Entry };

/** The `turn`th text of a step; 0 is the step as the run began. */
export type Entry = { run: string; step: string; turn: number };

/** A text of up to 100 KB that shows by itself whether it is whole. */
function textOf(turn: number): string {
  const seed = createHash('sha256').update(String(turn)).digest('hex');
  return `${turn} ${seed.repeat((turn * 37) % 1500)}`;
}

const tell = (message: WriterSays) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

async function tellWhatIsThere(): Promise<void> {
  const entries: Entry[] = [];
  const broken: string[] = [];
  for (const { id, steps } of await listRuns({ limit: 100_000 })) {
    if (steps.length !== 2) broken.push(`${id} has ${steps.length} steps`);
    for (const { change, before, state } of steps) {
      const turn = state === 'pending' ? 0 : Number(before?.split(' ')[0]);
      if (turn > 0 && before !== textOf(turn)) broken.push(`${id} step ${change.id} is not whole`);
      entries.push({ run: id, step: change.id, turn });
    }
  }
  await tell({ says: 'found', entries, broken });
}

async function writeOneRun(run: string): Promise<void> {
  for (const step of ['1', '2']) await tell({ says: 'writing', entry: { run, step, turn: 0 } });
  const claimed = await startRun(stagedRun(run), ['stream'], { instance: 'writer', client: null });
  if (!claimed.claimed) throw new Error('not claimed');
  for (const step of ['1', '2']) await tell({ says: 'written', entry: { run, step, turn: 0 } });
  for (let turn = 1; turn <= 8; turn += 1) {
    const change = { ...stagedStep.change, id: turn % 2 === 0 ? '2' : '1' };
    const entry = { run, step: change.id, turn };
    await tell({ says: 'writing', entry });
    await saveStep(claimed.lease, { ...stagedStep, change, state: 'running', before: textOf(turn) });
    await tell({ says: 'written', entry });
  }
  await saveRunState(claimed.lease, 'done', null);
}

try {
  await tell({ says: 'opening' });
  await interruptAll();
  await tellWhatIsThere();
  for (let index = 0; ; index += 1) await writeOneRun(`${process.pid}-${index}`);
} catch (error) {
  if (!(error instanceof FolderInUse)) throw error;
  await tell({ says: 'refused', message: error.message });
  process.exit(3);
}
