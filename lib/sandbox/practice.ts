import type { Faults } from './practice-fault';
import type { Service } from './service';
import type { Surroundings } from './surroundings';

export type PracticeAccount = { id: string; name: string; accessKeyId: string; secretAccessKey: string };

export type PracticeConnection = {
  name: string;
  accountId: string;
  roleArn: string;
  externalId: string;
  regions: string[];
  access: 'may-change';
};

/** What practice accounts are made of. */
export type PracticeSetup = {
  services: readonly Service[];
  accounts: readonly PracticeAccount[];
  connections: readonly PracticeConnection[];
};

/** The practice accounts while they run. */
export type Practice = {
  /** `http://127.0.0.1:3001` */
  endpoint: string;
  region: string;
  /** Each with the keys of an administrator. */
  accounts: PracticeAccount[];
  /** What Tributary itself signs with: a session of the hub account's role `tributary/hub`. */
  hub: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  connections: PracticeConnection[];
  /** What is served: the names that faults are switched on by. */
  services: { name: string; operations: string[] }[];
  /** Throws everything away and opens on the first landscape again. */
  reset(): Promise<void>;
  faults: Faults;
  surroundings: Surroundings;
  /** Writes the last snapshot and closes the endpoint. */
  close(): Promise<void>;
};

// Next bundles its start-up code and its routes apart, so module state would exist twice.
const shared = globalThis as typeof globalThis & { tributaryPractice?: Practice | null };

/** The practice accounts, `null` while they are off. */
export function practice(): Practice | null {
  return shared.tributaryPractice ?? null;
}

export function setPractice(running: Practice | null): void {
  shared.tributaryPractice = running;
}
