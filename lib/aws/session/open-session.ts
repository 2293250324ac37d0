import { arnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { AwsServices } from '../service';
import { guarded } from './call-guard';
import { clientDefaults, streamHandler } from './client-defaults';
import { type Access, type SessionCredentials, sessionCredentials, sessionName } from './credentials';
import { practiceEndpoint } from './practice-endpoint';
import type { AnyClient, ClientClass, ClientConfig, Session } from './session';

/** The connection lets Tributary read; a change was asked for. */
export class ReadOnlyConnection extends Error {
  readonly connection: { id: string; name: string };

  constructor(connection: Connection) {
    super(`The connection ${connection.name} is read-only.`);
    this.name = 'ReadOnlyConnection';
    this.connection = { id: connection.id, name: connection.name };
  }
}

/** It cannot be written out: it holds credentials. */
class RoleSession implements Session {
  readonly connection: Connection;
  readonly region: string;
  readonly partition: string;
  readonly principalArn: string;
  readonly #credentials: SessionCredentials;
  readonly #services: AwsServices;
  readonly #clients = new Map<unknown, unknown>();
  readonly #streamingClients = new Map<unknown, unknown>();

  constructor(
    connection: Connection,
    region: string,
    access: Access,
    credentials: SessionCredentials,
    services: AwsServices,
  ) {
    this.connection = connection;
    this.region = region;
    const { partition, accountId } = arnOf(connection.roleArn);
    this.partition = partition;
    const name = `${roleName(connection.roleArn)}/${sessionName(access)}`;
    this.principalArn = `arn:${partition}:sts::${accountId}:assumed-role/${name}`;
    this.#credentials = credentials;
    this.#services = services;
  }

  client<Client extends AnyClient>(service: ClientClass<Client>): Client {
    return this.#kept(this.#clients, service, {});
  }

  streamingClient<Client extends AnyClient>(service: ClientClass<Client>): Client {
    return this.#kept(this.#streamingClients, service, { requestHandler: streamHandler, maxAttempts: 1 });
  }

  /** Credentials never leave this object by accident. */
  toJSON(): string {
    return '[session]';
  }

  #kept<Client extends AnyClient>(
    clients: Map<unknown, unknown>,
    service: ClientClass<Client>,
    own: Partial<ClientConfig>,
  ): Client {
    const made = clients.get(service);
    if (made !== undefined) return made as Client;
    const { accountId, sandbox } = this.connection;
    const client = new service({
      ...clientDefaults(this.region, sandbox),
      credentials: this.#credentials.provide,
      ...own,
    });
    guarded(client, {
      service: client.config.serviceId,
      accountId,
      region: this.region,
      services: this.#services,
      expired: this.#credentials.forget,
    });
    clients.set(service, client);
    return client;
  }
}

type Kept = { sessions: Map<string, Session>; credentials: Map<string, SessionCredentials> };

const shared = globalThis as typeof globalThis & { tributarySessions?: Kept };

/**
 * The session of a connection in a Region: `read` runs under a session policy that allows reads only, `change` has all
 * the role may do and throws `ReadOnlyConnection` where the connection does not allow changes. Nothing is called yet.
 */
export function openSession(connection: Connection, region: string, access: Access, services: AwsServices): Session {
  if (access === 'change' && connection.mode === 'read-only') throw new ReadOnlyConnection(connection);
  const { sessions, credentials } = kept();
  const endpoint = connection.sandbox ? practiceEndpoint()?.endpoint : '';
  const ids = services.map(({ serviceId }) => serviceId).join();
  const role = [connection.id, connection.roleArn, connection.externalId, endpoint, access, ids].join(' ');
  const key = `${role} ${region}`;
  const open = sessions.get(key);
  if (open !== undefined) return open;
  const renewed = credentials.get(role) ?? sessionCredentials(connection, region, access, services);
  credentials.set(role, renewed);
  const session = new RoleSession(connection, region, access, renewed, services);
  sessions.set(key, session);
  return session;
}

/** Drops every session of a connection: its role changed, or its account started afresh. */
export function forgetSessions(connectionId: string): void {
  for (const map of Object.values(kept())) {
    for (const key of map.keys()) if (key.startsWith(`${connectionId} `)) map.delete(key);
  }
}

function kept(): Kept {
  shared.tributarySessions ??= { sessions: new Map(), credentials: new Map() };
  return shared.tributarySessions;
}
