import { JsonCodec2 } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { Fault, type Service } from '../service';
import { encodeEventStream, eventStreamMember } from './event-stream';
import { faultShape } from './shapes';
import type { Protocol, WireRequest } from './wire';

const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

/** awsJson1_0 and awsJson1_1: everything in the body, the operation in `X-Amz-Target`. */
export const jsonRpc: Protocol = {
  operation: (request) => request.headers['x-amz-target']?.split('.')[1] ?? null,

  async decode(shape, request) {
    try {
      return await codec.createDeserializer().read(shape.input, new TextDecoder().decode(request.body) || '{}');
    } catch {
      throw new Fault('SerializationException', 'The request body is not valid JSON for this operation.');
    }
  },

  encode(shape, output, request) {
    if (shape.output.isUnitSchema()) return { status: 200, headers: contentType(request), body: '' };
    const stream = eventStreamMember(shape);
    if (stream === null) return { status: 200, headers: contentType(request), body: write(shape.output, output ?? {}) };
    const writer = { contentType: contentType(request)['content-type'], write };
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
    return { status: 200, headers, body: encodeEventStream(shape, stream, output as object, writer) };
  },

  fault(fault, service, request) {
    const shape = faultShape(service, fault.code);
    const message = { [shape?.messageMember ?? 'message']: fault.message };
    const body = JSON.stringify({ __type: fault.code, ...fault.fields, ...message });
    const headers = { ...contentType(request), ...queryError(fault, service, request) };
    return { status: shape?.status ?? fault.status, headers, body };
  },
};

/** A service that once spoke the query protocol also names the old code, for clients that still expect it. */
export function queryError(fault: Fault, service: Service, request: WireRequest): Record<string, string> {
  if (request.headers['x-amzn-query-mode'] !== 'true') return {};
  const code = faultShape(service, fault.code)?.queryCode ?? fault.code.replace(/Exception$/, '');
  return { 'x-amzn-query-error': `${code};${fault.status < 500 ? 'Sender' : 'Receiver'}` };
}

function write(schema: NormalizedSchema, value: unknown): string | Uint8Array {
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

function contentType(request: WireRequest): { 'content-type': string } {
  return { 'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.1' };
}
