import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { type APIRequestContext, test as base } from '@playwright/test';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { OwnServer } from './own-server';

type Account = { id: string; name: string; accessKeyId: string; secretAccessKey: string };

/** Clients of an administrator in one practice account: what a person does elsewhere, outside Tributary. */
export type Administrator = {
  config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  kinesis: KinesisClient;
  kms: KMSClient;
  iam: IAMClient;
  lambda: LambdaClient;
  environment: NodeJS.ProcessEnv;
};

export type Practice = { endpoint: string; producer: Administrator; consumer: Administrator };

function administrator(endpoint: string, region: string, { accessKeyId, secretAccessKey }: Account): Administrator {
  const config = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  return {
    config,
    // Policies may be read five times a second in each account, by Tributary and by whoever looks over its shoulder.
    kinesis: new KinesisClient({ ...config, requestHandler: new NodeHttpHandler(), maxAttempts: 10 }),
    kms: new KMSClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    environment: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_PAGER: '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  };
}

type Connection = { id: string; mode: string };

async function connectionsOf(request: APIRequestContext): Promise<Connection[]> {
  return (await (await request.get('/api/connections')).json()).connections;
}

/** Connections outlive a reset: what a story added goes, and what it made read-only may change again. */
async function restore(request: APIRequestContext, before: Connection[]): Promise<void> {
  for (const { id, mode } of await connectionsOf(request)) {
    const was = before.find((one) => one.id === id);
    if (!was) await request.delete(`/api/connections/${id}`);
    else if (was.mode !== mode) await request.patch(`/api/connections/${id}`, { data: { mode: was.mode } });
  }
}

/** `delay`: the scale of AWS's delays. */
export type PracticeServer = { delay: string; server: OwnServer };

/**
 * Every worker has a server of its own, with practice accounts of its own, and every story opens on a fresh landscape.
 * Only practice accounts are ever touched: they answer on loopback.
 */
export const test = base.extend<{ practice: Practice }, PracticeServer>({
  delay: ['0', { option: true, scope: 'worker' }],
  server: [
    async ({ delay }, use) => {
      const server = await OwnServer.open(delay);
      await use(server);
      await server.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  practice: [
    async ({ request }, use) => {
      const reset = await request.post('/api/sandbox/reset');
      if (!reset.ok()) throw new Error(`the practice accounts were not reset: ${reset.status()}`);
      const { endpoint, region, accounts } = await (await request.get('/api/sandbox')).json();
      if (!endpoint.startsWith('http://127.0.0.1:')) throw new Error(`not on this machine: ${endpoint}`);
      const connections = await connectionsOf(request);
      const named = (name: string): Account => accounts.find((account: Account) => account.name === name);
      await use({
        endpoint,
        producer: administrator(endpoint, region, named('producer')),
        consumer: administrator(endpoint, region, named('consumer')),
      });
      await restore(request, connections);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

export const streamArn = (name: string) => `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:888800008888:function:${name}`;
