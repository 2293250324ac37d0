import { createHash, createHmac } from 'node:crypto';

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Where the practice accounts answer, and who asks them. */
export type Caller = { endpoint: string; region: string; credentials: Credentials };

/** A request to the parcel service, in awsJson1_1 and with Signature Version 4. */
export function signed({ endpoint, region, credentials }: Caller, operation: string, input: object) {
  const body = JSON.stringify(input);
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d{3}/g, ''),
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
    'x-amz-target': `Parcel_20260101.${operation}`,
  };
  return { body, headers: { ...headers, authorization: authorize(headers, body, region, credentials) } };
}

/** Asks the parcel service over HTTP. */
export async function signedRequest(
  caller: Caller,
  operation: string,
  input: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(caller.endpoint, { method: 'POST', ...signed(caller, operation, input) });
  return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') };
}

function authorize(
  headers: Record<string, string>,
  body: string,
  region: string,
  { accessKeyId, secretAccessKey }: Credentials,
) {
  const date = headers['x-amz-date'] ?? '';
  const scope = [date.slice(0, 8), region, 'parcel', 'aws4_request'];
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', '/', '', lines, names.join(';'), sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
