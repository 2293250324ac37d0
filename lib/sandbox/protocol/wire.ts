import type { Fault, Service } from '../service';
import type { OperationShape } from './shapes';

/** A request as it came over the wire. Header names are in lower case; `path` is still percent-encoded. */
export type WireRequest = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  sourceIp: string;
};

/** The body of a stream of events is written as it comes; leaving it early ends what makes it. */
export type WireAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | AsyncIterable<Uint8Array>;
};

/** One of the languages AWS's clients speak: how a request names its operation, and both ways of turning values. */
export type Protocol = {
  /** The operation's name, or `null` when the request names none. */
  operation(request: WireRequest, service: Service): string | null;
  decode(shape: OperationShape, request: WireRequest): Promise<unknown>;
  encode(shape: OperationShape, output: unknown, request: WireRequest, requestId: string): WireAnswer;
  fault(fault: Fault, service: Service, request: WireRequest, requestId: string): WireAnswer;
};
