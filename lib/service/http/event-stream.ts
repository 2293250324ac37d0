import { log } from '../server/log';

type Send<Event> = (event: Event) => void;

/** How far the reader is behind: for work whose events come whether they are read or not. */
export type Pressure = {
  /** What was sent before was not read yet. */
  full(): boolean;
  /** Resolves when there is room again, or nobody reads any more. */
  drained(): Promise<void>;
};

// Routes open the streams, the process's SIGTERM handler closes them: they share the process, not the module.
const shared = globalThis as typeof globalThis & { tributaryStreams?: Set<AbortController> };

const heartbeatMilliseconds = 15_000;

/** What is kept for a reader that is behind before its stream counts as full. */
const bytesAhead = 256 * 1024;

/**
 * Server-Sent Events: every `send` is one `data: <json>` event. The stream ends when `work` returns, and `signal` is
 * aborted when the browser goes away or the server stops.
 */
export function eventStream<Event>(
  request: Request,
  work: (send: Send<Event>, signal: AbortSignal, pressure: Pressure) => Promise<void>,
): Response {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const open = openStreams();
  open.add(controller);
  if (request.signal.aborted) stop();
  request.signal.addEventListener('abort', stop, { once: true });
  let waiting: (() => void)[] = [];
  const makeRoom = () => {
    for (const go of waiting) go();
    waiting = [];
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async start(sink) {
      const encoder = new TextEncoder();
      let ended = false;
      const write = (text: string) => {
        if (!ended) sink.enqueue(encoder.encode(text));
      };
      const end = () => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        open.delete(controller);
        makeRoom();
        request.signal.removeEventListener('abort', stop);
        closeQuietly(sink);
      };
      const full = () => !ended && (sink.desiredSize ?? 0) <= 0;
      const drained = () => (full() ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve());
      const heartbeat = setInterval(() => {
        if (!full()) write(': still here\n\n');
      }, heartbeatMilliseconds);
      controller.signal.addEventListener('abort', end, { once: true });
      write(': open\n\n');
      work((event) => write(`data: ${JSON.stringify(event)}\n\n`), controller.signal, { full, drained })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) log.error({ error }, 'event stream failed');
        })
        .finally(end);
      if (controller.signal.aborted) end();
    },
    pull: makeRoom,
    cancel: stop,
  };
  const body = new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: bytesAhead }));
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
    },
  });
}

/** Ends every open stream, so that the server can stop. */
export function closeEventStreams(): void {
  for (const controller of openStreams()) controller.abort();
}

function openStreams(): Set<AbortController> {
  shared.tributaryStreams ??= new Set();
  return shared.tributaryStreams;
}

/** The reader may have cancelled first; closing twice throws. */
function closeQuietly(sink: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    sink.close();
  } catch {
    // Cancelled by the reader: already closed.
  }
}
