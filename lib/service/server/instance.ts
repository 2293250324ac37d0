import { hostname } from 'node:os';

/** What people know this server by: `TRIBUTARY_INSTANCE`, or the host's name. */
export function instanceName(): string {
  return process.env.TRIBUTARY_INSTANCE || hostname();
}

/** Where a request comes from, as the server or the proxy before it says; `null` where nobody does. */
export function clientOf(request: Request): string | null {
  const [first = ''] = (request.headers.get('x-forwarded-for') ?? '').split(',');
  return /^[0-9a-f.:]{3,45}$/i.test(first.trim()) ? first.trim() : null;
}
