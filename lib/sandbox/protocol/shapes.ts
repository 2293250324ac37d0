import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef, StaticOperationSchema } from '@smithy/types';
import type { Service } from '../service';

/** An operation as the client package's schema describes it. `http` is its method, path template and status. */
export type OperationShape = {
  /** The service's name, as in `Service`. */
  service: string;
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  http?: readonly [method: string, path: string, status: number];
};

/** A modelled exception: where its message goes and how the query protocol and HTTP know it. */
export type FaultShape = { schema: NormalizedSchema; messageMember: string; queryCode?: string; status?: number };

/** The shape of a service's operation, `null` when its client package has none of that name. */
export function operationShape(service: Service, name: string): OperationShape | null {
  const schema = service.schemas[`${name}$`];
  if (!isOperationSchema(schema)) return null;
  const [, , , traits, input, output] = schema;
  const http = typeof traits === 'object' ? (traits.http as OperationShape['http']) : undefined;
  return { service: service.name, name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output), http };
}

/** The shape of a modelled exception, `null` for the codes that services share without modelling them. */
export function faultShape(service: Service, code: string): FaultShape | null {
  const found = service.schemas[`${code}$`];
  if (!Array.isArray(found) || found[0] !== -3) return null;
  const schema = NormalizedSchema.of(found as SchemaRef);
  const traits = schema.getMergedTraits() as { awsQueryError?: [string, number]; httpError?: number };
  const names = Array.from(schema.structIterator(), ([name]) => name);
  const messageMember = names.find((name) => name.toLowerCase() === 'message') ?? 'message';
  return { schema, messageMember, queryCode: traits.awsQueryError?.[0], status: traits.httpError };
}

function isOperationSchema(schema: unknown): schema is StaticOperationSchema {
  return Array.isArray(schema) && schema[0] === 9;
}
