import { AsyncLocalStorage } from 'node:async_hooks';
import * as journal from '@/lib/store/journal';
import type { Lease } from '@/lib/store/leases';
import type { RunStep } from '@/lib/wiring/run';

/** What a run writes down of one step, in this order; a step that is taken back has no `begun`. */
export type Written = 'opened' | 'begun' | 'answered' | 'made';

/** Where a run is held up for good: at a step (by its change's id), before something is written down or after it. */
export type Hold = { step: string; when: 'before' | 'after'; written: Written };

/** A run on its way to where it is held. `reached` is called there; what it answers must come before the run goes on. */
export type Held = { hold: Hold; reached: () => Promise<void>; count: number; isPast: boolean };

/** Whatever is done in here is held where it says. */
export const holding = new AsyncLocalStorage<Held>();

const forward: readonly Written[] = ['opened', 'begun', 'answered', 'made'];
const backward: readonly Written[] = ['begun', 'answered', 'made'];

/** The journal as it is, but for a run that is to be held up: past that point it writes nothing any more. */
export async function saveStep(lease: Lease, step: RunStep): Promise<void> {
  const held = holding.getStore();
  if (held?.isPast) return forEver();
  const when = held ? whenHeld(held, step) : null;
  if (when === 'before') await reach(held);
  await journal.saveStep(lease, step);
  if (when === 'after') await reach(held);
}

export async function saveRunState(...given: Parameters<typeof journal.saveRunState>): Promise<void> {
  if (holding.getStore()?.isPast) return forEver();
  return journal.saveRunState(...given);
}

function whenHeld(held: Held, step: RunStep): Hold['when'] | null {
  const { hold } = held;
  if (hold.step !== step.change.id || step.waiting !== null) return null;
  const writes = step.state === 'undoing' || step.state === 'undone' ? backward : forward;
  const written = writes[held.count];
  held.count += 1;
  return written === hold.written ? hold.when : null;
}

async function reach(held: Held | undefined): Promise<void> {
  if (!held) return;
  held.isPast = true;
  await held.reached();
}

function forEver(): Promise<never> {
  return new Promise(() => {});
}
