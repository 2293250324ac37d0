/**
 * An operation's output in which every stream of events calls `inject` before each event, so that faults reach answers
 * that are under way. A stream that a fault breaks is left as its reader would leave it.
 */
export function breakable(output: unknown, inject: () => Promise<void>): unknown {
  if (typeof output !== 'object' || output === null) return output;
  const members = Object.entries(output);
  if (!members.some(([, value]) => isStream(value))) return output;
  return Object.fromEntries(members.map(([name, value]) => [name, isStream(value) ? injected(value, inject) : value]));
}

function injected(stream: AsyncIterable<object>, inject: () => Promise<void>): AsyncIterable<object> {
  const events = stream[Symbol.asyncIterator]();
  const leave = async (): Promise<IteratorResult<object>> => {
    await events.return?.();
    return { done: true, value: undefined };
  };
  const next = async (): Promise<IteratorResult<object>> => {
    const event = await events.next();
    if (event.done) return event;
    try {
      await inject();
    } catch (error) {
      await leave();
      throw error;
    }
    return event;
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

function isStream(value: unknown): value is AsyncIterable<object> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
