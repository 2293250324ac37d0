import { stateOf, type World } from '@/lib/sandbox/world';

/** Moves parcels of its queue into a queue of another account, as a role. Times are epoch milliseconds. */
export type Forwarder = {
  name: string;
  arn: string;
  target: string;
  roleArn: string;
  createdAt: number;
  activeAt: number;
  lastResult: string;
};

export type Queue = {
  name: string;
  arn: string;
  createdAt: number;
  /** As stored: role ARNs replaced by the unique ids of the roles. */
  policy?: { text: string; revisionId: string };
  /** By name. */
  forwarders: Map<string, Forwarder>;
  /** Oldest first. */
  parcels: string[];
};

/** The queues of one account and Region by name. */
export function queuesOf(world: World, accountId: string, region: string): Map<string, Queue> {
  return stateOf<Map<string, Queue>>(world, 'parcel', accountId, region, () => new Map());
}

const queueForm = /^arn:aws:parcel:([a-z0-9-]+):(\d{12}):queue\/([A-Za-z0-9_-]{1,64})$/;

/** The queue that an ARN names, with the account that owns it. */
export function queueByArn(world: World, arn: string): { accountId: string; region: string; queue: Queue } | null {
  const [, region, accountId, name] = queueForm.exec(arn) ?? [];
  if (!region || !accountId || !name || !world.accounts.has(accountId)) return null;
  const queue = queuesOf(world, accountId, region).get(name);
  return queue ? { accountId, region, queue } : null;
}

/** The account in a queue's ARN, whether there is such a queue or not. */
export function ownerOf(arn: string): string | undefined {
  return queueForm.exec(arn)?.[2];
}
