import { expect, test } from 'vitest';
import { GET, POST } from '@/app/api/[[...rest]]/route';

test.each([
  ['GET', '/api', GET],
  ['POST', '/api/nothing/here', POST],
])('%s %s is told in JSON that there is nothing', async (method, path, handler) => {
  const response = await handler(new Request(`http://127.0.0.1:3000${path}`, { method }), {});
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ code: 'no-route', values: { path } });
});
