import * as schemas from '@aws-sdk/client-kinesis';
import { KinesisClient, SubscribeToShardCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, test } from 'vitest';
import { ConnectionReset } from '../connection-reset';
import { type Endpoint, openEndpoint } from '../server';
import { Fault, type Service } from '../service';
import { jsonRpc } from './json-rpc';
import { operationShape } from './shapes';

const service: Service = { name: 'kinesis', protocol: 'awsJson1_1', schemas, throttleFault: '', operations: {} };
const shape = operationShape(service, 'SubscribeToShard');
const subscribe = new SubscribeToShardCommand({
  ConsumerARN: 'c',
  ShardId: 's',
  StartingPosition: { Type: 'LATEST' },
});

let endpoint: Endpoint | null = null;
afterEach(async () => endpoint?.close());

/** What a real client makes of an answer whose events are these. */
async function received(events: AsyncIterable<object>, more: object) {
  endpoint = await openEndpoint(0, async (request) => {
    if (!shape) throw new Error('SubscribeToShard is not modelled');
    return jsonRpc.encode(shape, { EventStream: events }, request, 'request-id');
  });
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
  const client = new KinesisClient({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    ...more,
  });
  const abort = new AbortController();
  const { EventStream } = await client.send(subscribe, { abortSignal: abort.signal });
  return { events: EventStream ?? [], abort, client };
}

const event = (number: number) => ({
  SubscribeToShardEvent: { Records: [], ContinuationSequenceNumber: String(number), MillisBehindLatest: 0 },
});

describe.each([
  ['HTTP/2', {}],
  ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
])('a stream of events over %s', (_, handler) => {
  test('arrives event by event, as each is made', async () => {
    const asked: Array<() => void> = [];
    const made = (async function* () {
      for (const number of [1, 2, 3]) {
        yield event(number);
        await new Promise<void>((resolve) => asked.push(resolve));
      }
    })();
    const seen: unknown[] = [];
    const stream = await received(made, handler);
    for await (const one of stream.events) {
      seen.push(one);
      asked.shift()?.();
    }
    expect(seen).toEqual([1, 2, 3].map(event));
    stream.client.destroy();
  });

  test('ends with the exception that it ends with', async () => {
    const made = (async function* () {
      yield event(1);
      throw new Fault('ResourceInUseException', 'Another active subscription exists.');
    })();
    const stream = await received(made, handler);
    const seen: unknown[] = [];
    const error = await (async () => {
      for await (const one of stream.events) seen.push(one);
    })().catch((caught: unknown) => caught);
    expect(seen).toHaveLength(1);
    expect(error).toMatchObject({ name: 'ResourceInUseException', message: 'Another active subscription exists.' });
    stream.client.destroy();
  });

  test('breaks off where the connection is reset', async () => {
    const made = (async function* () {
      yield event(1);
      throw new ConnectionReset();
    })();
    const stream = await received(made, handler).catch((caught: unknown) => caught);
    const error =
      stream instanceof Error
        ? stream
        : await (async () => {
            for await (const _one of (stream as Awaited<ReturnType<typeof received>>).events);
          })().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toMatchObject({ name: 'InternalFailure' });
  });

  test('is ended at once when the reader leaves, although the next event is not there yet', async () => {
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    let told = 0;
    const made = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          told += 1;
          return told === 1 ? { done: false as const, value: event(1) } : new Promise<never>(() => undefined);
        },
        return: async () => {
          leave();
          return { done: true as const, value: undefined };
        },
      }),
    };
    const stream = await received(made, handler);
    stream.abort.abort();
    stream.client.destroy();
    await left;
  });
});
