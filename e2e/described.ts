import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import { z } from 'zod';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];
type Answer = { content?: Record<string, { schema: JsonSchema }> };
type Operation = { responses: Record<string, Answer> };

/** What `GET /api/openapi.json` says of the HTTP API. */
export class Described {
  private readonly paths: Record<string, Record<string, Operation>>;

  private constructor(paths: Record<string, Record<string, Operation>>) {
    this.paths = paths;
  }

  static async read(request: APIRequestContext): Promise<Described> {
    return new Described((await (await request.get('/api/openapi.json')).json()).paths);
  }

  /** The paths that can be read, as they stand in the description. */
  readable(): string[] {
    return Object.entries(this.paths).flatMap(([path, { get }]) => (get ? [path] : []));
  }

  /** Fails unless the answer's status, media type and every part of its body are as described. */
  async expectFit(method: string, path: string, response: APIResponse): Promise<void> {
    const media = response.headers()['content-type']?.split(';')[0] ?? '';
    const { responses } = this.paths[path]?.[method] ?? { responses: {} };
    const schema = (responses[String(response.status())] ?? responses.default)?.content?.[media]?.schema;
    const name = `${method} ${path}: ${response.status()} ${media}`;
    if (!schema) throw new Error(`${name} is not described`);
    const shape = z.fromJSONSchema(schema, { defaultTarget: 'openapi-3.0' });
    const text = await response.text();
    const bodies = media === 'text/event-stream' ? eventsOf(text) : [JSON.parse(text)];
    for (const body of bodies) {
      const { error } = shape.safeParse(body);
      expect(error ? z.prettifyError(error) : '', name).toBe('');
    }
  }
}

/** What the events of a stream that has ended carry, in order. */
export function eventsOf(text: string): { piece?: string; state?: string }[] {
  const events = text.split('\n\n').filter((event) => event.startsWith('data: '));
  return events.map((event) => JSON.parse(event.slice('data: '.length)));
}
