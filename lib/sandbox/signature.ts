import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from './protocol/wire';

/** What the `Authorization` header says: who signed, for which Region and service, which headers, and the signature. */
export type Signed = {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
};

const form =
  /^AWS4-HMAC-SHA256\s+Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/** Reads a Signature Version 4 header; `null` when it is not one. */
export function readAuthorization(header: string): Signed | null {
  const match = form.exec(header.trim());
  if (!match) return null;
  const [, accessKeyId = '', date = '', region = '', service = '', headers = '', signature = ''] = match;
  return { accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature };
}

/** Whether the request carries the signature that the secret makes of it. */
export function signatureHolds(request: WireRequest, signed: Signed, secret: string): boolean {
  const claimed = request.headers['x-amz-content-sha256'];
  const payload = sha256(request.body);
  if (claimed && claimed !== payload && claimed !== 'UNSIGNED-PAYLOAD') return false;
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`;
  const canonical = sha256(canonicalRequest(request, signed.signedHeaders, claimed ?? payload));
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'] ?? '', scope, canonical].join('\n');
  const expected = hmac(signingKey(secret, signed), text);
  return timingSafeEqual(expected, Buffer.from(signed.signature, 'hex'));
}

/** `20261120T101500Z` as epoch milliseconds, `NaN` for anything else. */
export function amzDate(text: string | undefined): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonicalRequest(request: WireRequest, signedHeaders: string[], payload: string): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`);
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

/** Every service but S3 signs the path encoded once more than it is sent. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/') || '/';
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return [encode(decode(key)), encode(decode(value.join('=')))] as const;
  });
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  pairs.sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
  return pairs.map(([key, value]) => `${key}=${value}`).join('&');
}

function signingKey(secret: string, { date, region, service }: Signed): Buffer {
  return [region, service, 'aws4_request'].reduce((key, part) => hmac(key, part), hmac(`AWS4${secret}`, date));
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
