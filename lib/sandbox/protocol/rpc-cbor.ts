import { CborCodec, cbor } from '@smithy/core/cbor';
import { Fault } from '../service';
import { queryError } from './json-rpc';
import { faultShape } from './shapes';
import type { Protocol } from './wire';

const codec = new CborCodec();
const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

/** Smithy RPC v2 with CBOR, which botocore prefers for CloudWatch: `/service/…/operation/GetMetricData`. */
export const rpcCbor: Protocol = {
  operation: (request) => /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(request.path)?.[1] ?? null,

  async decode(shape, request) {
    if (request.body.length === 0 || shape.input.isUnitSchema()) return {};
    try {
      return await codec.createDeserializer().read(shape.input, request.body);
    } catch {
      throw new Fault('SerializationException', 'The request body is not valid CBOR for this operation.');
    }
  },

  encode(shape, output) {
    if (shape.output.isUnitSchema()) return { status: 200, headers: { ...headers }, body: '' };
    const serializer = codec.createSerializer();
    serializer.write(shape.output, output ?? {});
    return { status: 200, headers: { ...headers }, body: serializer.flush() };
  },

  fault(fault, service, request) {
    const shape = faultShape(service, fault.code);
    const namespace = shape?.schema.getName(true)?.split('#')[0] ?? 'com.amazon.coral.service';
    const message = { [shape?.messageMember ?? 'message']: fault.message };
    const body = cbor.serialize({ __type: `${namespace}#${fault.code}`, ...fault.fields, ...message });
    const answer = { ...headers, ...queryError(fault, service, request) };
    return { status: shape?.status ?? fault.status, headers: answer, body };
  },
};
