import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './document';

/** `GET /api/plans/{id}` for every method that a route file of `app/api` exports. */
function handled(): string[] {
  return readdirSync('app/api', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('route.ts'))
    .flatMap((file) => {
      const path = `/api/${file
        .replace(/\/route\.ts$/, '')
        .replaceAll('[', '{')
        .replaceAll(']', '}')}`;
      const methods = readFileSync(`app/api/${file}`, 'utf8').matchAll(
        /export (?:const|async function|function) (GET|POST|PATCH|PUT|DELETE)\b/g,
      );
      return [...methods].map(([, method]) => `${method} ${path}`);
    })
    .sort();
}

describe('the description of the HTTP API', () => {
  it('names every route that is handled, and no other', () => {
    const described = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(handled());
  });
});
