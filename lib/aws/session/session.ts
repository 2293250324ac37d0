import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { arnOf, roleName } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { guarded } from './call-guard';
import { clientDefaults, streamHandler } from './client-defaults';
import { type Access, type SessionCredentials, sessionCredentials, sessionName } from './credentials';
import { practiceEndpoint } from './practice-endpoint';

/** The connection lets Tributary read; a change was asked for. */
export class ReadOnlyConnection extends Error {
  readonly connection: { id: string; name: string };

  constructor(connection: Connection) {
    super(`The connection ${connection.name} is read-only.`);
    this.name = 'ReadOnlyConnection';
    this.connection = { id: connection.id, name: connection.name };
  }
}

/** Clients that act as a connection's role in one Region. It cannot be written out: it holds credentials. */
export class Session {
  readonly connection: Connection;
  readonly region: string;
  readonly partition: string;
  /** The role session, as AWS names it when it refuses. */
  readonly principalArn: string;
  readonly #credentials: SessionCredentials;
  readonly #clients = new Map<string, unknown>();

  constructor(connection: Connection, region: string, access: Access, credentials: SessionCredentials) {
    this.connection = connection;
    this.region = region;
    const { partition, accountId } = arnOf(connection.roleArn);
    this.partition = partition;
    const name = `${roleName(connection.roleArn)}/${sessionName(access)}`;
    this.principalArn = `arn:${partition}:sts::${accountId}:assumed-role/${name}`;
    this.#credentials = credentials;
  }

  get kinesis(): KinesisClient {
    return this.#client('Kinesis', () => new KinesisClient(this.#config()));
  }

  get kms(): KMSClient {
    return this.#client('KMS', () => new KMSClient(this.#config()));
  }

  get lambda(): LambdaClient {
    return this.#client('Lambda', () => new LambdaClient(this.#config()));
  }

  get iam(): IAMClient {
    return this.#client('IAM', () => new IAMClient(this.#config()));
  }

  get logs(): CloudWatchLogsClient {
    return this.#client('CloudWatchLogs', () => new CloudWatchLogsClient(this.#config()));
  }

  /**
   * For Live Tail, whose sessions stay open for hours: their connections are not among those that calls share. Whoever
   * follows tries again by itself, and says so.
   */
  get liveTail(): CloudWatchLogsClient {
    const more = { requestHandler: streamHandler, maxAttempts: 1 };
    return this.#client('CloudWatchLogs', () => new CloudWatchLogsClient({ ...this.#config(), ...more }), 'LiveTail');
  }

  get cloudwatch(): CloudWatchClient {
    return this.#client('CloudWatch', () => new CloudWatchClient(this.#config()));
  }

  get sts(): STSClient {
    return this.#client('STS', () => new STSClient(this.#config()));
  }

  /** Credentials never leave this object by accident. */
  toJSON(): string {
    return '[session]';
  }

  #config() {
    return { ...clientDefaults(this.region, this.connection.sandbox), credentials: this.#credentials.provide };
  }

  #client<Client>(name: string, make: () => Client, key = name): Client {
    const made = this.#clients.get(key);
    if (made !== undefined) return made as Client;
    const { accountId } = this.connection;
    const client = make();
    guarded(client, { service: name, accountId, region: this.region, expired: this.#credentials.forget });
    this.#clients.set(key, client);
    return client;
  }
}

type Kept = { sessions: Map<string, Session>; credentials: Map<string, SessionCredentials> };

const shared = globalThis as typeof globalThis & { tributarySessions?: Kept };

/**
 * The session of a connection in a Region: `read` runs under a session policy that allows reads only, `change` has all
 * the role may do and throws `ReadOnlyConnection` where the connection does not allow changes. Nothing is called yet.
 */
export function openSession(connection: Connection, region: string, access: Access): Session {
  if (access === 'change' && connection.mode === 'read-only') throw new ReadOnlyConnection(connection);
  const { sessions, credentials } = kept();
  const endpoint = connection.sandbox ? practiceEndpoint()?.endpoint : '';
  const role = [connection.id, connection.roleArn, connection.externalId, endpoint, access].join(' ');
  const key = `${role} ${region}`;
  const open = sessions.get(key);
  if (open !== undefined) return open;
  const renewed = credentials.get(role) ?? sessionCredentials(connection, region, access);
  credentials.set(role, renewed);
  const session = new Session(connection, region, access, renewed);
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
