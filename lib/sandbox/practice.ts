/** Trouble that can be switched on. What is left out matches everything. */
export type SwitchedFault = {
  id: string;
  service?: string;
  operation?: string;
  accountId?: string;
  kind: 'throttle' | 'error' | 'timeout' | 'reset' | 'slow' | 'expired' | 'deny';
  /** Strikes each matching request with this chance, 0 to 1. */
  probability?: number;
  /** Strikes every n-th matching request. Neither `every` nor `probability`: each one. */
  every?: number;
  /** How long `slow` and `timeout` take; 2 s and 60 s when left out. */
  milliseconds?: number;
};

export type Faults = {
  list(): readonly SwitchedFault[];
  /** Switches a fault on; one with the same id is replaced. */
  add(fault: SwitchedFault): void;
  remove(id: string): void;
  clear(): void;
};

export type PracticeAccount = { id: string; name: string; accessKeyId: string; secretAccessKey: string };

export type PracticeConnection = {
  name: string;
  accountId: string;
  roleArn: string;
  externalId: string;
  regions: string[];
  access: 'may-change';
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
  /** Throws everything away and opens on the first landscape again. */
  reset(): Promise<void>;
  faults: Faults;
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
