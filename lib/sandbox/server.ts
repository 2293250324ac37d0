import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ConnectionReset } from './connection-reset';
import type { WireAnswer, WireRequest } from './protocol/wire';

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

export type Endpoint = {
  port: number;
  /** Breaks every answer that is still being streamed: what it tells of is gone. */
  cutStreams(): void;
  close(): Promise<void>;
};

const preface = 'PRI';
/** A zip of the largest function that Lambda takes directly, in base64, and room to spare. */
const largestBody = 75 * 1024 * 1024;

/**
 * Opens one loopback port for HTTP/1.1 and for HTTP/2 without TLS (the Kinesis client's choice). The first bytes of a
 * connection tell which: HTTP/2 with prior knowledge begins with `PRI`.
 */
export async function openEndpoint(
  port: number,
  handle: (request: WireRequest) => Promise<WireAnswer>,
): Promise<Endpoint> {
  const sockets = new Map<number | undefined, Socket>();
  const { listener, cutStreams } = answering(handle, sockets);
  const http1 = createHttp1({ keepAliveTimeout: 60_000, requestTimeout: 0 }, listener);
  const http2 = createHttp2(listener);
  const server = createServer((socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(remotePort));
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      socket.unshift(first);
      (first.toString('latin1', 0, 3) === preface ? http2 : http1).emit('connection', socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets.values()) socket.destroy();
      http1.close();
      http2.close();
    });
  return { port: (server.address() as AddressInfo).port, cutStreams, close };
}

/** Answers requests; one whose answer breaks loses its connection, for HTTP/2 too in a way that nobody takes for an end. */
function answering(handle: (request: WireRequest) => Promise<WireAnswer>, sockets: Map<number | undefined, Socket>) {
  const streaming = new Set<{ socket: Socket | undefined }>();
  const listener = async (incoming: Incoming, outgoing: Outgoing) => {
    const exchange = { socket: sockets.get(incoming.socket.remotePort) };
    try {
      const answer = refuseStranger(incoming) ?? (await handle(await readRequest(incoming)));
      streaming.add(exchange);
      await send(answer, outgoing);
    } catch (error) {
      if (!(error instanceof ConnectionReset)) console.error('practice accounts:', error);
      exchange.socket?.resetAndDestroy();
    } finally {
      streaming.delete(exchange);
    }
  };
  const cutStreams = () => {
    for (const { socket } of streaming) socket?.resetAndDestroy();
  };
  return { listener, cutStreams };
}

async function send({ status, headers, body }: WireAnswer, outgoing: Outgoing): Promise<void> {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    outgoing.writeHead(status, headers);
    return pour(body, outgoing);
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
  (outgoing as ServerResponse).end(bytes);
}

/** Writes what comes no faster than it is read, and tells its maker at once when the reader goes away. */
async function pour(body: AsyncIterable<Uint8Array>, outgoing: Outgoing): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  let gone = isGone(outgoing);
  let wake = () => {};
  const leave = () => {
    gone = true;
    wake();
    void chunks.return?.();
  };
  if (gone) return leave();
  outgoing.once('close', leave);
  while (!gone) {
    const chunk = await new Promise<IteratorResult<Uint8Array> | null>((resolve, reject) => {
      wake = () => resolve(null);
      chunks.next().then(resolve, reject);
    });
    if (gone || chunk === null) return;
    if (chunk.done) break;
    if ((outgoing as ServerResponse).write(chunk.value)) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
      outgoing.once('drain', resolve);
    });
  }
  outgoing.end();
}

function isGone(outgoing: Outgoing): boolean {
  return 'stream' in outgoing ? outgoing.stream.destroyed : outgoing.destroyed;
}

/** The keys are the same everywhere, so nothing that a web page could send is answered. */
function refuseStranger(incoming: Incoming): WireAnswer | null {
  const host = String(incoming.headers[':authority'] ?? incoming.headers.host ?? '').replace(/:\d+$/, '');
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(host) || host.endsWith('.localhost');
  if (loopback && incoming.headers.origin === undefined) return null;
  return {
    status: 403,
    headers: { 'content-type': 'text/plain' },
    body: 'The practice accounts answer AWS clients on this machine alone.\n',
  };
}

async function readRequest(incoming: Incoming): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new ConnectionReset();
    chunks.push(chunk);
  }
  const [path = '/', query = ''] = split(incoming.url ?? '/');
  // HTTP/2 clients sign `:authority` where HTTP/1.1 clients sign `host`, so the first stays among the headers.
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
  return { method: incoming.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks), sourceIp };
}

function split(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
