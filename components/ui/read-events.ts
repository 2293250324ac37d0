import { ask } from './fetch-json';

/**
 * Reads Server-Sent Events with `fetch` (any method, a body if need be), calls `onEvent` with each event's JSON, and
 * resolves when the server ends the stream. Throws `RequestProblem` when it is refused or cannot be reached; a stream
 * that breaks off throws what the browser throws. Aborting `signal` ends it.
 */
export async function readEvents<T>(
  url: string,
  init: RequestInit,
  onEvent: (event: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'text/event-stream');
  const response = await ask(url, { ...init, headers, signal, cache: 'no-store' });
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = dataOf(event);
      if (data !== '') onEvent(JSON.parse(data) as T);
    }
  }
}

/** The `data` of one event; lines that begin with a colon are heartbeats. */
function dataOf(event: string): string {
  return event
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(line.startsWith('data: ') ? 6 : 5))
    .join('\n');
}
