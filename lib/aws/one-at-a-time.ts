// A process may load this module more than once; what it orders is one.
const shared = globalThis as typeof globalThis & { __tributaryQueues?: Map<string, Promise<unknown>> };

/**
 * Runs what concerns one thing one after another within this process. `PutResourcePolicy` of Kinesis has no revision,
 * so reading, comparing and writing must not interleave with another run of ours.
 */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  shared.__tributaryQueues ??= new Map();
  const queues = shared.__tributaryQueues;
  const turn = (queues.get(key) ?? Promise.resolve()).then(work);
  const settled = turn.then(
    () => undefined,
    () => undefined,
  );
  queues.set(key, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(key) === settled) queues.delete(key);
  }
}
