/** Milliseconds: how long the page could not answer, and how much of that it worked; the rest other programs did. */
export type LongestTask = { wall: number; working: number; over50: number; tasks: number };

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, by the clock and on the processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
};

/** The longest tasks of the page's main thread in a trace that Chromium wrote. */
export function longestTask(trace: Buffer): LongestTask {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  );
  const longest = (of: (event: TraceEvent) => number | undefined) =>
    tasks.reduce((most, task) => Math.max(most, of(task) ?? 0), 0) / 1000;
  return {
    wall: longest(({ dur }) => dur),
    working: longest(({ tdur }) => tdur),
    over50: tasks.filter(({ dur = 0 }) => dur > 50_000).length,
    tasks: tasks.length,
  };
}
