import { EventStreamCodec } from '@smithy/core/event-streams';
import type { NormalizedSchema } from '@smithy/core/schema';
import { ConnectionReset } from '../connection-reset';
import { Fault } from '../service';
import type { OperationShape } from './shapes';

/** How a protocol writes a value of a shape, and what it calls that. */
type Writer = { contentType: string; write(schema: NormalizedSchema, value: unknown): string | Uint8Array };

type Headers = Parameters<EventStreamCodec['encode']>[0]['headers'];

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => new Uint8Array(Buffer.from(text, 'utf8')),
);

/** The member of an operation's output that is a stream of events, `null` where it has none. */
export function eventStreamMember(shape: OperationShape): string | null {
  return shape.output.isStructSchema() ? shape.output.getEventStreamMember() || null : null;
}

/**
 * An output whose `member` is an async iterable of modelled events (`{ sessionStart: { … } }`) as frames: its other
 * members first, as `initial-response`, then each event as it comes. A `Fault` that the events end with is the last
 * frame; whoever stops reading ends the events at once, also while one is awaited.
 */
export function encodeEventStream(
  shape: OperationShape,
  member: string,
  output: object,
  writer: Writer,
): AsyncIterable<Uint8Array> {
  const { [member]: stream, ...initial } = output as Record<string, unknown>;
  const union = shape.output.getMemberSchema(member);
  const events = (stream as AsyncIterable<object>)[Symbol.asyncIterator]();
  const initialFrame = frame({ ':event-type': 'initial-response' }, shape.output, initial, writer);
  let state: 'opening' | 'open' | 'over' = 'opening';
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    if (state === 'over') return { done: true, value: undefined };
    if (state === 'opening') {
      state = 'open';
      return { done: false, value: initialFrame };
    }
    try {
      const { done, value } = await events.next();
      if (!done) return { done: false, value: eventFrame(union, value, writer) };
      state = 'over';
      return { done: true, value: undefined };
    } catch (error) {
      state = 'over';
      if (error instanceof ConnectionReset) throw error;
      return { done: false, value: faultFrame(union, error, writer) };
    }
  };
  const leave = async (): Promise<IteratorResult<Uint8Array>> => {
    state = 'over';
    await events.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

function eventFrame(union: NormalizedSchema, event: object, writer: Writer): Uint8Array {
  const [name = '', value] = Object.entries(event)[0] ?? [];
  return frame({ ':event-type': name }, union.getMemberSchema(name), value, writer);
}

/** An exception that the stream models is sent as itself, any other as an error without a shape. */
function faultFrame(union: NormalizedSchema, error: unknown, writer: Writer): Uint8Array {
  const fault = error instanceof Fault ? error : internalFailure(error);
  const modelled = union.getMemberSchemas()[fault.code];
  if (!modelled) {
    return encode({ ':message-type': 'error', ':error-code': fault.code, ':error-message': fault.message }, '');
  }
  return frame({ ':exception-type': fault.code }, modelled, { ...fault.fields, message: fault.message }, writer);
}

function internalFailure(error: unknown): Fault {
  console.error('practice accounts:', error);
  return new Fault('InternalFailure', 'The request processing has failed because of an unknown error.', 500);
}

function frame(type: Record<string, string>, schema: NormalizedSchema, value: unknown, writer: Writer): Uint8Array {
  const messageType = ':exception-type' in type ? 'exception' : 'event';
  const headers = { ':message-type': messageType, ...type, ':content-type': writer.contentType };
  return encode(headers, writer.write(schema, value));
}

function encode(texts: Record<string, string>, body: string | Uint8Array): Uint8Array {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(texts)) headers[name] = { type: 'string', value };
  return codec.encode({ headers, body: typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body });
}
