import { Readable } from 'node:stream';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, test } from 'vitest';
import { productSetup } from '../product-setup';
import type { Service } from '../service';
import { eventStreamMember } from './event-stream';
import { protocolOf } from './protocols';
import { operationShape } from './shapes';
import type { WireAnswer, WireRequest } from './wire';

// The schemas that requests are decoded by are exported by the client packages but promised by nobody: this is the
// check that what a real client writes is what we read, and the other way round, for every operation that is served.

const clients = {
  dynamodb: DynamoDBClient,
  sts: STSClient,
  iam: IAMClient,
  kinesis: KinesisClient,
  kms: KMSClient,
  lambda: LambdaClient,
  logs: CloudWatchLogsClient,
  monitoring: CloudWatchClient,
} as const;

type Send = (command: object) => Promise<object>;

/** A client whose requests are answered by `answer` instead of a server. */
function clientOf(name: string, answer: (request: HttpRequest) => Promise<HttpResponse>): Send {
  const settings = {
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
    maxAttempts: 1,
    disableHostPrefix: true,
    requestHandler: { handle: async (request: HttpRequest) => ({ response: await answer(request) }) },
  };
  const Client = clients[name as keyof typeof clients];
  const client = new Client(settings);
  return client.send.bind(client) as unknown as Send;
}

function wireOf(request: HttpRequest): WireRequest {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request.query ?? {})) {
    for (const one of [value].flat()) query.append(key, one ?? '');
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]));
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : (request.body ?? new Uint8Array());
  return { method: request.method, path: request.path, query: query.toString(), headers, body, sourceIp: '127.0.0.1' };
}

/** A value with every member that the schema has, to a depth. */
function sample(schema: NormalizedSchema, depth = 0): unknown {
  if (schema.isListSchema()) return depth > 5 ? [] : [sample(schema.getValueSchema(), depth + 1)];
  if (schema.isMapSchema()) return { 'a key': sample(schema.getValueSchema(), depth + 1) };
  if (schema.isUnionSchema() && schema.getMergedTraits().streaming) return events(schema);
  if (schema.isStructSchema()) {
    const members = Array.from(schema.structIterator()).filter(([, member]) => depth < 5 || !member.isStructSchema());
    const chosen = schema.isUnionSchema() ? members.slice(0, 1) : members;
    return Object.fromEntries(chosen.map(([name, member]) => [name, sample(member, depth + 1)]));
  }
  if (schema.isBlobSchema()) return new Uint8Array([0, 1, 254, 255]);
  if (schema.isTimestampSchema()) return new Date(1_767_614_400_000);
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 203;
  return 'a/b c&d="é"';
}

const cases = productSetup.services.flatMap((service) =>
  Object.keys(service.operations).map((name) => ({ service, name })),
);

describe.each(cases)('$service.name $name', ({ service, name }: { service: Service; name: string }) => {
  const shape = operationShape(service, name);
  if (!shape) throw new Error(`${name} is not modelled`);
  const Command = service.schemas[`${name}Command`] as new (input: object) => object;

  test('goes over the wire and comes back', async () => {
    const input = (shape.input.isUnitSchema() ? {} : sample(shape.input)) as object;
    const output = (shape.output.isUnitSchema() ? {} : sample(shape.output)) as object;
    let seen: { operation: string | null; input: unknown } = { operation: null, input: null };
    const send = clientOf(service.name, async (request) => {
      const wire = wireOf(request);
      const protocol = protocolOf(wire, service);
      seen = { operation: protocol.operation(wire, service), input: await protocol.decode(shape, wire) };
      const { status, headers, body } = protocol.encode(shape, output, wire, 'request-id');
      return new HttpResponse({ statusCode: status, headers, body: bodyOf(body) });
    });
    const { $metadata: _, ...answer } = (await send(new Command(input))) as { $metadata: object };
    expect(seen).toEqual({ operation: name, input });
    const stream = eventStreamMember(shape);
    expect(plain(await gathered(answer, stream))).toEqual(plain(await gathered(output, stream)));
  });
});

function bodyOf(body: WireAnswer['body']): Readable | Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body);
}

/** Every event of a stream that is not an exception, once, however often it is read. */
function events(union: NormalizedSchema): AsyncIterable<object> {
  const made = Array.from(union.structIterator()).filter(([, member]) => !member.getMergedTraits().error);
  return {
    async *[Symbol.asyncIterator]() {
      for (const [name, member] of made) yield { [name]: sample(member) };
    },
  };
}

/** An output with the events of its stream as a list. */
async function gathered(output: object, stream: string | null): Promise<object> {
  if (stream === null) return output;
  const list: unknown[] = [];
  for await (const event of (output as Record<string, AsyncIterable<unknown>>)[stream] ?? []) list.push(event);
  return { ...output, [stream]: list };
}

/** Without the wrappers that clients put around payloads. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
