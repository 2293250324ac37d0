import { JsonCodec2 } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { Fault, type Service } from '../service';
import { faultShape, type OperationShape, operationShape } from './shapes';
import type { Protocol, WireRequest } from './wire';

const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: true, httpBindings: true } as const;
const codec = new JsonCodec2(settings);
const strings = new FromStringShapeDeserializer(settings);
const headerStrings = new ToStringShapeSerializer(settings);

type Bindings = {
  httpLabel?: 1;
  httpQuery?: string;
  httpQueryParams?: 1;
  httpHeader?: string;
  httpPayload?: 1;
  httpResponseCode?: 1;
};

/** restJson1: method and path name the operation; members travel in the path, query, headers, status and body. */
export const restJson: Protocol = {
  operation(request, service) {
    let best: { name: string; literals: number } | null = null;
    for (const shape of operationShapes(service)) {
      const labels = labelsOf(shape, request);
      if (!labels) continue;
      const literals = -Object.keys(labels).length;
      if (!best || literals > best.literals) best = { name: shape.name, literals };
    }
    return best?.name ?? null;
  },

  async decode(shape, request) {
    const input: Record<string, unknown> = await readBody(shape.input, request);
    const labels = labelsOf(shape, request) ?? {};
    const query = new URLSearchParams(request.query);
    for (const [name, member] of shape.input.structIterator()) {
      const text = boundText(member, name, labels, query, request);
      if (text === undefined) continue;
      input[name] = text === null ? undefined : strings.read(member, text);
      if (bindingsOf(member).httpQuery && member.isListSchema()) {
        const item = member.getValueSchema();
        input[name] = query.getAll(bindingsOf(member).httpQuery ?? '').map((value) => strings.read(item, value));
      }
    }
    return input;
  },

  encode(shape, output) {
    const values = (output ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    const answer = { status: shape.http?.[2] ?? 200, headers };
    const inBody: Record<string, unknown> = {};
    let body: string | Uint8Array | undefined;
    for (const [name, member] of shape.output.structIterator()) {
      const bindings = bindingsOf(member);
      const value = values[name];
      if (bindings.httpPayload) body = payload(member, value);
      else if (value === undefined || value === null) continue;
      else if (bindings.httpResponseCode) answer.status = Number(value);
      else if (bindings.httpHeader) headers[bindings.httpHeader.toLowerCase()] = headerText(member, value);
      else inBody[name] = value;
    }
    if (answer.status === 204 || shape.output.isUnitSchema()) return { ...answer, body: '' };
    return { ...answer, body: body ?? writeBody(shape.output, inBody) };
  },

  fault(fault, service) {
    const shape = faultShape(service, fault.code);
    const message = { [shape?.messageMember ?? 'message']: fault.message };
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'x-amzn-errortype': fault.code,
    };
    const inBody = { ...fault.fields };
    for (const [name, member] of shape?.schema.structIterator() ?? []) {
      const { httpHeader } = bindingsOf(member);
      if (!httpHeader || inBody[name] === undefined) continue;
      headers[httpHeader.toLowerCase()] = headerText(member, inBody[name]);
      delete inBody[name];
    }
    const status = shape?.status ?? fault.status;
    return { status, headers, body: JSON.stringify({ ...inBody, ...message }) };
  },
};

const shapesOf = new WeakMap<Service, readonly OperationShape[]>();

/** The operations that are served come first, so that one that is not never shadows them. */
function operationShapes(service: Service): readonly OperationShape[] {
  const known = shapesOf.get(service);
  if (known) return known;
  const modelled = Object.keys(service.schemas).filter(
    (key) => key.endsWith('$') && !(key.slice(0, -1) in service.operations),
  );
  const names = [...Object.keys(service.operations), ...modelled.map((key) => key.slice(0, -1))];
  const shapes = names.map((name) => operationShape(service, name)).filter((shape) => shape !== null);
  shapesOf.set(service, shapes);
  return shapes;
}

function labelsOf(shape: OperationShape, request: WireRequest): Record<string, string> | null {
  if (!shape.http || shape.http[0] !== request.method) return null;
  const template = steps(shape.http[1].split('?')[0] ?? '');
  const path = steps(request.path);
  const labels: Record<string, string> = {};
  for (const [index, step] of template.entries()) {
    const found = path[index];
    if (found === undefined) return null;
    const label = /^\{(.+?)(\+?)\}$/.exec(step);
    if (!label) {
      if (step !== found) return null;
    } else if (label[2]) {
      labels[label[1] ?? ''] = decodeLabel(path.slice(index).join('/'));
      return labels;
    } else labels[label[1] ?? ''] = decodeLabel(found);
  }
  return path.length === template.length ? labels : null;
}

function steps(path: string): string[] {
  return path.split('/').filter((step) => step !== '');
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Fault('SerializationException', 'The request path is not valid percent-encoding.');
  }
}

/** The text a member is bound to outside the body: `undefined` when it is a member of the body, `null` when left out. */
function boundText(
  member: NormalizedSchema,
  name: string,
  labels: Record<string, string>,
  query: URLSearchParams,
  request: WireRequest,
): string | null | undefined {
  const bindings = bindingsOf(member);
  if (bindings.httpLabel) return labels[name] ?? null;
  if (bindings.httpQuery) return query.get(bindings.httpQuery);
  if (bindings.httpHeader) return request.headers[bindings.httpHeader.toLowerCase()] ?? null;
  return undefined;
}

async function readBody(schema: NormalizedSchema, request: WireRequest): Promise<Record<string, unknown>> {
  const bound = Array.from(schema.structIterator()).find(([, member]) => bindingsOf(member).httpPayload);
  try {
    if (bound) return { [bound[0]]: await readPayload(bound[1], request.body) };
    if (request.body.length === 0) return {};
    return (await codec.createDeserializer().read(schema, new TextDecoder().decode(request.body))) as Record<
      string,
      unknown
    >;
  } catch {
    throw new Fault('SerializationException', 'The request body is not valid JSON for this operation.');
  }
}

async function readPayload(member: NormalizedSchema, body: Uint8Array): Promise<unknown> {
  if (body.length === 0) return undefined;
  if (member.isBlobSchema()) return body;
  return codec.createDeserializer().read(member, new TextDecoder().decode(body));
}

function payload(member: NormalizedSchema, value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return '';
  if (value instanceof Uint8Array || typeof value === 'string') return value;
  return writeBody(member, value);
}

function writeBody(schema: NormalizedSchema, value: unknown): string | Uint8Array {
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

function headerText(member: NormalizedSchema, value: unknown): string {
  headerStrings.write(member, value);
  return headerStrings.flush();
}

function bindingsOf(member: NormalizedSchema): Bindings {
  return member.getMergedTraits() as Bindings;
}
