import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Connection } from '@/lib/wiring/connection';
import type { ClientDefaults } from './client-defaults';

/** A client of the SDK, by its class: `KinesisClient`. */
export type ClientClass<Client extends AnyClient> = new (config: ClientConfig) => Client;

export type AnyClient = { readonly config: { readonly serviceId: string } };

export type ClientConfig = ClientDefaults & { credentials: AwsCredentialIdentityProvider };

/** Who calls AWS: a session of a connection's role, or Tributary's own role or user. */
export type Caller = {
  client<Client extends AnyClient>(service: ClientClass<Client>): Client;
  /** As AWS names it when it refuses. */
  readonly principalArn: string;
};

/** Clients that act as a connection's role in one Region. */
export type Session = Caller & {
  readonly connection: Connection;
  readonly region: string;
  readonly partition: string;
  /**
   * For answers that stay open for hours: their connections are not among those that calls share. Whoever follows one
   * tries again by itself, and says so.
   */
  streamingClient<Client extends AnyClient>(service: ClientClass<Client>): Client;
};
