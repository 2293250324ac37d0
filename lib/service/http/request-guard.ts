import type { ProblemError } from './problem-error';
import { refusal } from './refuse';

/** Names under which this server may be asked for: loopback, `HOST`, and `TRIBUTARY_HOSTS` (names with commas). */
function allowedNames(): Set<string> {
  const { HOST, TRIBUTARY_HOSTS } = process.env;
  const named = (TRIBUTARY_HOSTS ?? '').split(',').map((name) => name.trim().toLowerCase());
  return new Set(['127.0.0.1', 'localhost', '[::1]', HOST?.toLowerCase() ?? '', ...named].filter(Boolean));
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** No name of ours or of AWS has a NUL, and the store takes none. */
function isReadable({ pathname, search }: Pick<URL, 'pathname' | 'search'>): boolean {
  try {
    return !decodeURIComponent(pathname).includes('\0') && !search.includes('%00');
  } catch {
    return false;
  }
}

/**
 * Refuses what another site's page could make a browser send: a request under a foreign name (DNS rebinding) and one
 * that comes from a foreign origin. Scripts without `Origin` pass: whoever runs them is on this machine already. Refuses
 * an address that cannot be decoded, too.
 */
export function refusalOf(headers: Headers, address: Pick<URL, 'pathname' | 'search'>): ProblemError | null {
  const host = headers.get('host') ?? '';
  if (!allowedNames().has(nameOf(host))) return refusal(403, 'wrong-host', { host });
  const origin = headers.get('origin');
  if (origin !== null && origin !== `http://${host}` && origin !== `https://${host}`) {
    return refusal(403, 'cross-origin', { origin });
  }
  const site = headers.get('sec-fetch-site');
  const opensPage = headers.get('sec-fetch-mode') === 'navigate';
  if (site === 'cross-site' && !opensPage)
    return refusal(403, 'cross-origin', { origin: 'Sec-Fetch-Site: cross-site' });
  if (isReadable(address)) return null;
  return refusal(400, 'malformed-address', { address: `${address.pathname}${address.search}`.slice(0, 200) });
}
