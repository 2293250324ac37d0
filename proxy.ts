import { type NextRequest, NextResponse } from 'next/server';
import { refusalOf } from '@/lib/service/request-guard';

const titles = {
  'wrong-host': 'This server is not asked for under that name',
  'cross-origin': 'Another site may not ask',
  'malformed-address': 'The address cannot be read',
};

const fixes = {
  'wrong-host': 'Use the address that npm start shows, or allow this name with TRIBUTARY_HOSTS.',
  'cross-origin': 'Use the address that npm start shows, or allow this name with TRIBUTARY_HOSTS.',
  'malformed-address': 'Encode it as UTF-8, with a % before every two hexadecimal digits, and leave out NUL.',
};

function contentPolicy(nonce: string): string {
  // Styles are inline where components place popovers; scripts never are without the nonce.
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function proxy(request: NextRequest): NextResponse {
  const refused = refusalOf(request.headers, request.nextUrl);
  if (refused) {
    const { code, status } = refused;
    const problem = { type: `urn:tributary:problem:${code}`, title: titles[code], ...refused, fix: fixes[code] };
    return NextResponse.json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
  }
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  return response;
}
