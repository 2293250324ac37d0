import { AsyncLocalStorage } from 'node:async_hooks';

type Permit = () => Promise<void>;

// Clients are kept for the process, which may load this module more than once.
const shared = globalThis as typeof globalThis & { tributaryWritePermits?: AsyncLocalStorage<Permit> };

function permits(): AsyncLocalStorage<Permit> {
  shared.tributaryWritePermits ??= new AsyncLocalStorage();
  return shared.tributaryWritePermits;
}

const reads = /^(Get|List|Describe|Filter|AssumeRole)/;

/**
 * Whatever `work` writes to AWS is let out, attempt by attempt, only when `permit` does not throw, nor a permit that
 * this one is given under.
 */
export function underPermit<T>(permit: Permit, work: () => Promise<T>): Promise<T> {
  const outer = permits().getStore();
  const both = async () => {
    await outer?.();
    await permit();
  };
  return permits().run(both, work);
}

/** To be awaited before an attempt of this command leaves. */
export async function permitted(command: string): Promise<void> {
  if (!reads.test(command)) await permits().getStore()?.();
}
