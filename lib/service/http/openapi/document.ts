import { z } from 'zod';
import packageJson from '@/package.json';
import { type ApiRoute, apiRoutes } from './routes';
import { problem } from './shapes';

const jsonSchema = (shape: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(shape, { target: 'openapi-3.0', io, unrepresentable: 'any' });

function parameters(route: ApiRoute) {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  return [...inPath, ...inQuery];
}

function answers(route: ApiRoute) {
  const events = route.events && {
    'text/event-stream': { schema: jsonSchema(route.events, 'output') },
  };
  const statuses = Object.keys(route.answers).length > 0 ? route.answers : { 200: null };
  const plain = Object.entries(statuses).map(([status, shape]) => {
    const content = {
      ...(shape ? { 'application/json': { schema: jsonSchema(shape, 'output') } } : {}),
      ...(status === '200' ? events : {}),
    };
    return [status, { description: 'What was asked for', ...(Object.keys(content).length > 0 ? { content } : {}) }];
  });
  const refused = {
    description: 'A refusal or a fault, with its cause and the way out',
    content: { 'application/problem+json': { schema: jsonSchema(problem, 'output') } },
  };
  return { ...Object.fromEntries(plain), default: refused };
}

function operation(route: ApiRoute) {
  const body = route.body && {
    requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
  };
  return { summary: route.summary, parameters: parameters(route), ...body, responses: answers(route) };
}

/** The HTTP API as an OpenAPI 3.0 document, made from the shapes that the routes themselves check. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of apiRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  const { version } = packageJson;
  return { openapi: '3.0.3', info: { title: 'Tributary', version, license: { name: 'Apache-2.0' } }, paths };
}
