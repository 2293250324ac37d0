import { Readable } from 'node:stream';
import type { HttpRequest } from '@smithy/types';
import { hubCredentials, practiceRegion } from '@/lib/sandbox/accounts';
import { type Clock, systemClock } from '@/lib/sandbox/clock';
import { ConnectionReset } from '@/lib/sandbox/connection-reset';
import { faultsOf } from '@/lib/sandbox/faults';
import { handle } from '@/lib/sandbox/handle';
import { makeAccounts } from '@/lib/sandbox/make-accounts';
import { type Practice, type PracticeSetup, practice, setPractice } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import type { WireAnswer, WireRequest } from '@/lib/sandbox/protocol/wire';
import { switchLimits } from '@/lib/sandbox/rate-limit';
import type { SandboxOptions } from '@/lib/sandbox/start';
import { surroundingsOf } from '@/lib/sandbox/surroundings';
import { startTicker } from '@/lib/sandbox/ticker';
import { emptyWorld, type World } from '@/lib/sandbox/world';

/** A request of a client and what became of it. */
export type Exchange = {
  /** Counts from 1. */
  number: number;
  request: WireRequest;
  /** As the operation was done; `null` where it was refused or never came that far. */
  performed: string | null;
  /** `null` where none came. */
  answer: WireAnswer | null;
};

/** Sees every request before it is served, and after. */
export type Witness = { before(exchange: Exchange): Promise<void>; after(exchange: Exchange): void };

/** As the clients' own handler has it. */
const requestMilliseconds = 15_000;

let serving: ((request: HttpRequest) => Promise<{ response: object }>) | null = null;

/** Stands in for the handler of the SDK's clients: what they send is answered in this process, byte for byte as over a socket. */
export class UnservedHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  async handle(request: HttpRequest): Promise<{ response: object }> {
    if (serving === null) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    return serving(request);
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }

  destroy(): void {}
}

/** Practice accounts without a landscape and without an endpoint: clients reach them through `UnservedHandler`. */
export async function openUnserved(
  clock: Clock,
  limits: boolean,
  witness: Witness,
  setup: PracticeSetup = productSetup,
): Promise<World> {
  const world = emptyWorld();
  switchLimits(world, false);
  await makeAccounts(world, { scale: 0, now: clock.now, after: clock.now }, setup);
  switchLimits(world, limits);
  setPractice({
    endpoint: 'http://127.0.0.1:3001',
    region: practiceRegion,
    accounts: [...setup.accounts],
    hub: hubCredentials,
    connections: [...setup.connections],
    services: setup.services.map(({ name, operations }) => ({ name, operations: Object.keys(operations) })),
    surroundings: surroundingsOf(() => world),
    faults: faultsOf(world, clock.now),
    reset: async () => undefined,
    close: async () => undefined,
  });
  let number = 0;
  serving = async (asked) => {
    number += 1;
    const exchange: Exchange = { number, request: wireRequest(asked), performed: null, answer: null };
    await witness.before(exchange);
    return { response: await answered(exchange, () => answerTo(world, clock, exchange, witness)) };
  };
  return world;
}

const nobody: Witness = { before: async () => undefined, after: () => undefined };

/** Stands in for `startSandbox`: accounts in which mappings run, and nothing stands yet. */
export async function startUnserved(options: SandboxOptions): Promise<Practice> {
  const { delay, limits = true, setup = productSetup } = options;
  const clock = systemClock(delay);
  const world = await openUnserved(clock, limits, nobody, setup);
  const ticker = startTicker(() => world, clock, setup.services);
  const close = async () => {
    ticker.stop();
    closeUnserved();
  };
  return Object.assign(practice() as Practice, { close });
}

export function closeUnserved(): void {
  serving = null;
  setPractice(null);
}

async function answerTo(world: World, clock: Clock, exchange: Exchange, witness: Witness): Promise<WireAnswer> {
  try {
    exchange.answer = await handle(world, clock, exchange.request, async (operation) => {
      exchange.performed = operation;
    });
    return exchange.answer;
  } finally {
    witness.after(exchange);
  }
}

/** What the client's handler would make of the answer, of its lack, and of a broken connection. */
async function answered({ request }: Exchange, ask: () => Promise<WireAnswer>): Promise<object> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const said = `a request has exceeded the configured ${requestMilliseconds} ms requestTimeout.`;
    const error = Object.assign(new Error(said), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(error), requestMilliseconds);
  });
  try {
    const { status, headers, body } = await Promise.race([ask(), late]);
    return { statusCode: status, headers, body: bodyOf(body), reason: request.method };
  } catch (error) {
    if (!(error instanceof ConnectionReset)) throw error;
    throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
  } finally {
    clearTimeout(timer);
  }
}

function bodyOf(body: WireAnswer['body']): Uint8Array | Readable {
  return typeof body === 'string' || body instanceof Uint8Array ? bytesOf(body) : Readable.from(broken(body));
}

async function* broken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
}

function wireRequest({ method, path, query = {}, headers, body }: HttpRequest): WireRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encoded(name) : `${encoded(name)}=${encoded(String(one))}`)),
  );
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path,
    query: pairs.join('&'),
    headers: Object.fromEntries(lowered),
    body: bytesOf(body as string | Uint8Array | undefined),
    sourceIp: '127.0.0.1',
  };
}

/** Plain bytes: the SDK's own kind of them warns of being looked at. */
function bytesOf(body: string | Uint8Array = ''): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
