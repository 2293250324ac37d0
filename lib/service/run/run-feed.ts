import { EventEmitter } from 'node:events';
import type { Run } from '@/lib/wiring/run';

/** A run that this process is working on. */
export type LiveRun = { run: Run; stop: AbortController; finished: Promise<void> };

type Feed = { live: Map<string, LiveRun>; emitter: EventEmitter };

// Runs go on in the server while routes come and go: they share the process, not the module.
const shared = globalThis as typeof globalThis & { tributaryRuns?: Feed };

function feed(): Feed {
  if (!shared.tributaryRuns) {
    const emitter = new EventEmitter();
    emitter.setMaxListeners(0);
    shared.tributaryRuns = { live: new Map(), emitter };
  }
  return shared.tributaryRuns;
}

/** The run as this process works on it, if it does. */
export function liveRun(id: string): LiveRun | undefined {
  return feed().live.get(id);
}

export function enterLiveRun(live: LiveRun): void {
  feed().live.set(live.run.id, live);
}

export function leaveLiveRun(run: Run): void {
  if (feed().live.get(run.id)?.run === run) feed().live.delete(run.id);
}

export function liveRuns(): LiveRun[] {
  return [...feed().live.values()];
}

export function publishRun(run: Run): void {
  feed().emitter.emit(run.id, run);
}

/** Calls `listener` on every change of a run in this process; answers how to stop listening. */
export function listenToRun(id: string, listener: (run: Run) => void): () => void {
  feed().emitter.on(id, listener);
  return () => feed().emitter.off(id, listener);
}
