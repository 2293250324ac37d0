import { constructStack } from '@smithy/core/client';
import { HttpRequest } from '@smithy/core/protocols';
import type { HandlerExecutionContext, MetadataBearer } from '@smithy/types';
import type { ClientConfig } from '@/lib/aws/session/session';
import { signed } from '../signed-request';

/** What the service refused with, in the form of the SDK's errors. */
class ParcelFault extends Error {
  readonly $metadata: { httpStatusCode: number };
  readonly $fault: 'client' | 'server';

  constructor(status: number, { __type, message }: Record<string, unknown>) {
    super(String(message ?? ''));
    this.name = String(__type ?? 'InternalFailure').replace(/^.*#/, '');
    this.$metadata = { httpStatusCode: status };
    this.$fault = status >= 500 ? 'server' : 'client';
  }
}

/** The client of a service that no package has. */
export class ParcelClient {
  readonly config: ClientConfig & { serviceId: string };
  readonly middlewareStack = constructStack<object, MetadataBearer>();

  constructor(config: ClientConfig) {
    this.config = { ...config, serviceId: 'Parcel' };
    // Whoever guards a client stands behind its retries; this one makes none.
    this.middlewareStack.add((next) => next, { step: 'finalizeRequest', name: 'retryMiddleware' });
  }

  async ask<Answer>(operation: string, input: object = {}): Promise<Answer> {
    const context = { commandName: `${operation}Command` } as HandlerExecutionContext;
    const answer = async () => ({ response: {}, output: await this.#answer(operation, input) });
    const { output } = await this.middlewareStack.resolve(answer, context)({ input });
    return output as unknown as Answer;
  }

  async #answer(operation: string, input: object): Promise<MetadataBearer> {
    const { endpoint = '', region, credentials, requestHandler } = this.config;
    const caller = { endpoint, region, credentials: await credentials() };
    const { protocol, hostname, port } = new URL(endpoint);
    const place = { protocol, hostname, port: Number(port), method: 'POST', path: '/' };
    const { response } = await requestHandler.handle(
      new HttpRequest({ ...place, ...signed(caller, operation, input) }),
    );
    const body = JSON.parse((await textOf(response.body)) || '{}') as Record<string, unknown>;
    if (response.statusCode !== 200) throw new ParcelFault(response.statusCode, body);
    return { ...body, $metadata: { httpStatusCode: response.statusCode } };
  }
}

async function textOf(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  if (body instanceof Uint8Array) chunks.push(body);
  else for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
