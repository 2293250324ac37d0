import type { Service } from '../service';
import { jsonRpc } from './json-rpc';
import { query } from './query';
import { restJson } from './rest-json';
import { rpcCbor } from './rpc-cbor';
import type { Protocol, WireRequest } from './wire';

const own: Record<Service['protocol'], Protocol> = {
  awsJson1_0: jsonRpc,
  awsJson1_1: jsonRpc,
  restJson1: restJson,
  awsQuery: query,
};

/** The protocol a request speaks: one service may be reached by several, as CloudWatch is by old and new clients. */
export function protocolOf(request: WireRequest, service: Service): Protocol {
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return rpcCbor;
  if (request.headers['x-amz-target']) return jsonRpc;
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return query;
  return own[service.protocol];
}
