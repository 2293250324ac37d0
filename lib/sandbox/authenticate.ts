import type { Clock } from './clock';
import { findCredential } from './credentials';
import type { WireRequest } from './protocol/wire';
import { type Caller, Fault, type Service } from './service';
import { amzDate, type Signed, signatureHolds } from './signature';
import { clockAhead, regionIsOn } from './surroundings';
import type { World } from './world';

/** AWS accepts a signature for five minutes either way. */
const skewMilliseconds = 5 * 60_000;

type Refusal = 'missing' | 'incomplete' | 'unknown-key' | 'expired' | 'mismatch';

const words: Record<Refusal, { query: string; json: string; message: string }> = {
  missing: {
    query: 'MissingAuthenticationToken',
    json: 'MissingAuthenticationTokenException',
    message: 'Request is missing Authentication Token',
  },
  incomplete: {
    query: 'IncompleteSignature',
    json: 'IncompleteSignatureException',
    message:
      "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters and the 'AWS4-HMAC-SHA256' algorithm.",
  },
  'unknown-key': {
    query: 'InvalidClientTokenId',
    json: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  expired: {
    query: 'ExpiredToken',
    json: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  mismatch: {
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
      'and signing method. Consult the service documentation for details.',
  },
};

/** A refusal as the service's real protocol words it. */
export function refuse(refusal: Refusal, protocol: Service['protocol'], message?: string): Fault {
  const { query, json, message: usual } = words[refusal];
  const status = protocol === 'awsQuery' || protocol === 'restJson1' ? 403 : 400;
  return new Fault(protocol === 'awsQuery' ? query : json, message ?? usual, status);
}

/** Who signed the request. Throws a fault in the words of the service's protocol when nobody known did. */
export function authenticate(
  request: WireRequest,
  signed: Signed,
  protocol: Service['protocol'],
  world: World,
  clock: Clock,
): Caller {
  const credential = findCredential(world, signed.accessKeyId);
  if (!credential || (credential.token ?? '') !== (request.headers['x-amz-security-token'] ?? '')) {
    throw refuse('unknown-key', protocol);
  }
  // A Region that the account has not enabled does not know its keys.
  if (!regionIsOn(world, credential.caller.accountId, signed.region)) throw refuse('unknown-key', protocol);
  checkTime(request, signed, protocol, clock.now() + clockAhead(world));
  if (!signatureHolds(request, signed, credential.secret)) throw refuse('mismatch', protocol);
  if (credential.caller.session && credential.caller.session.expiresAt <= clock.now())
    throw refuse('expired', protocol);
  return credential.caller;
}

function checkTime(request: WireRequest, signed: Signed, protocol: Service['protocol'], now: number): void {
  const given = request.headers['x-amz-date'] ?? '';
  const at = amzDate(given);
  if (Number.isNaN(at)) {
    throw refuse(
      'incomplete',
      protocol,
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (given.slice(0, 8) !== signed.date) {
    const told = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signed.date}' != '${given.slice(0, 8)}', from '${given}'.`;
    throw refuse('mismatch', protocol, told);
  }
  if (at < now - skewMilliseconds) {
    const limit = compact(now - skewMilliseconds);
    throw refuse(
      'mismatch',
      protocol,
      `Signature expired: ${given} is now earlier than ${limit} (${compact(now)} - 5 min.)`,
    );
  }
  if (at > now + skewMilliseconds) {
    const limit = compact(now + skewMilliseconds);
    throw refuse(
      'mismatch',
      protocol,
      `Signature not yet current: ${given} is still later than ${limit} (${compact(now)} + 5 min.)`,
    );
  }
}

function compact(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
