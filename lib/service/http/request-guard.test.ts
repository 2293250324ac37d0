import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from './request-guard';

const own = { host: '127.0.0.1:3000' };
const address = new URL('http://127.0.0.1:3000/api/runs');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a request', () => {
  it.each([
    ['from a script on this machine passes', own, null],
    ['under the name localhost passes', { host: 'localhost:3000' }, null],
    ['under IPv6 loopback passes', { host: '[::1]:3000' }, null],
    ['from our own page passes', { ...own, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, null],
    ['under a foreign name is refused', { host: 'evil.example:3000' }, 'wrong-host'],
    ['under a name that only begins like ours is refused', { host: '127.0.0.1.evil.example' }, 'wrong-host'],
    ['without a name is refused', {}, 'wrong-host'],
    ['from a foreign page is refused', { ...own, origin: 'http://evil.example' }, 'cross-origin'],
    ['from another port of this machine is refused', { ...own, origin: 'http://127.0.0.1:8080' }, 'cross-origin'],
    ['from a sandboxed frame is refused', { ...own, origin: 'null' }, 'cross-origin'],
    ['embedded in a foreign page is refused', { ...own, 'sec-fetch-site': 'cross-site' }, 'cross-origin'],
    [
      'that follows a link from a foreign page passes',
      { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      null,
    ],
  ])('%s', (_, headers, code) => {
    expect(refusalOf(new Headers(headers as Record<string, string>), address)?.problem.code ?? null).toBe(code);
  });

  it('under a name that the owner allows passes', () => {
    vi.stubEnv('TRIBUTARY_HOSTS', 'tributary.internal, wires.example');
    expect(refusalOf(new Headers({ host: 'wires.example' }), address)).toBeNull();
  });

  it.each(['/api/runs/%ff', '/api/runs/%E0%A4', '/api/runs/%', '/api/plans/a%00b', '/api/runs?wire=%00'])(
    'for the address %s, which nothing can have, is refused',
    (path) => {
      const refused = refusalOf(new Headers(own), new URL(path, 'http://127.0.0.1:3000'));
      expect(refused?.problem).toMatchObject({ code: 'malformed-address', status: 400, detail: path });
    },
  );

  it('with a per cent sign in a filter passes', () => {
    const filter = new URL('http://127.0.0.1:3000/api/wires/1/logs?filter=100%');
    expect(refusalOf(new Headers(own), filter)).toBeNull();
  });
});
