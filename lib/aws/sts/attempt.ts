import { STSClient } from '@aws-sdk/client-sts';
import type { Read } from '@/lib/wiring/read';
import { guarded } from '../session/call-guard';
import { clientDefaults } from '../session/client-defaults';
import { hubCredentials } from '../session/credentials';
import { reading } from '../session/reading';

/** What one request came to that was sent once: neither a retry nor a corrected clock hides what AWS said to it. */
export type Attempt<T> = {
  read: Read<T>;
  /** AWS's error code, or the name of what failed before AWS was reached; `null` when nothing failed. */
  code: string | null;
  /** How far this machine's clock is ahead of AWS's `Date`, in seconds; `null` when AWS did not answer. */
  aheadSeconds: number | null;
};

type Asked = { action: string; principalArn?: string; resource?: string };

/** Asks STS of one Region something as the hub. */
export async function attemptSts<T>(
  sandbox: boolean,
  region: string,
  { action, principalArn = '', resource }: Asked,
  ask: (client: STSClient) => Promise<T>,
): Promise<Attempt<T>> {
  let code: string | null = null;
  const clock: { aheadSeconds: number | null } = { aheadSeconds: null };
  const read = await reading({ principalArn }, action, resource, async () => {
    try {
      return await ask(onceClient(sandbox, region, clock));
    } catch (error) {
      code = error instanceof Error ? error.name : 'Error';
      throw error;
    }
  });
  return { read, code, aheadSeconds: clock.aheadSeconds };
}

function onceClient(sandbox: boolean, region: string, clock: { aheadSeconds: number | null }): STSClient {
  const client = new STSClient({
    ...clientDefaults(region, sandbox),
    maxAttempts: 1,
    credentials: hubCredentials(sandbox),
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const sentAt = Date.now();
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string> };
      const told = Date.parse(headers?.date ?? '');
      // The header counts whole seconds, and the request was half the time on its way.
      if (!Number.isNaN(told)) clock.aheadSeconds = Math.round(((sentAt + Date.now()) / 2 - (told + 500)) / 1000);
      return result;
    },
    { step: 'deserialize', name: 'tributaryClock', priority: 'low' },
  );
  guarded(client, { service: 'STS', accountId: 'hub', region, expired: () => undefined });
  return client;
}
