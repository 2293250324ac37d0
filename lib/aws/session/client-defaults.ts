import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity } from '@smithy/types';
import { practiceEndpoint } from './practice-endpoint';

// The SDK tells on every start that versions of 2027 will want Node 22; the versions are pinned here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** The practice accounts are off, so a connection to one of them leads nowhere. */
export class PracticeAccountsOff extends Error {
  constructor() {
    super('The practice accounts are switched off.');
    this.name = 'PracticeAccountsOff';
  }
}

/**
 * One handler for every client. It speaks HTTP/1.1, to Kinesis too: emulators and proxies that people point
 * `AWS_ENDPOINT_URL` at do not speak HTTP/2 without TLS, and AWS serves both.
 */
const handler = new NodeHttpHandler({
  connectionTimeout: 4_000,
  requestTimeout: 15_000,
  throwOnRequestTimeout: true,
  httpAgent: { keepAlive: true, maxSockets: 50 },
  httpsAgent: { keepAlive: true, maxSockets: 50 },
});

/** For answers that stay open: each has a connection of its own, as many as there are. */
export const streamHandler = new NodeHttpHandler({
  connectionTimeout: 4_000,
  requestTimeout: 15_000,
  throwOnRequestTimeout: true,
  httpAgent: { keepAlive: false },
  httpsAgent: { keepAlive: false },
});

export type ClientDefaults = ReturnType<typeof clientDefaults>;

/** What every client is made with: where it calls, how long and how often it tries. */
export function clientDefaults(region: string, sandbox: boolean) {
  const endpoint = sandbox ? practice().endpoint : undefined;
  const custom = endpoint !== undefined || Object.keys(process.env).some((name) => name.startsWith('AWS_ENDPOINT_URL'));
  return {
    region,
    requestHandler: handler,
    retryMode: 'standard',
    maxAttempts: 3,
    ...(endpoint === undefined ? {} : { endpoint }),
    // A loopback endpoint has no `stream-127.0.0.1`.
    ...(custom ? { disableHostPrefix: true } : {}),
  };
}

export function practiceHub(): AwsCredentialIdentity {
  return practice().hub;
}

function practice() {
  const found = practiceEndpoint();
  if (found === null) throw new PracticeAccountsOff();
  return found;
}
