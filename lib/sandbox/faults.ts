import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionReset } from './connection-reset';
import type { Faults, SwitchedFault } from './practice';
import { throttleStatus } from './rate-limit';
import { Fault, type Service } from './service';
import type { World } from './world';

export type Strike = { service: Service; operation: string; accountId: string; action: string; who: string };

type Switched = { fault: SwitchedFault; seen: number };

// Faults are not part of the accounts' state: a restart ends them.
const switched = new WeakMap<World, Map<string, Switched>>();

/** The faults of these practice accounts. */
export function faultsOf(world: World): Faults {
  const faults = switched.get(world) ?? new Map<string, Switched>();
  switched.set(world, faults);
  return {
    list: () => [...faults.values()].map(({ fault }) => fault),
    add: (fault) => void faults.set(fault.id, { fault, seen: 0 }),
    remove: (id) => void faults.delete(id),
    clear: () => faults.clear(),
  };
}

/** Lets every fault that is switched on for this request strike. Throws the fault that ends it, if one does. */
export async function strike(world: World, request: Strike, random: () => number = Math.random): Promise<void> {
  for (const entry of switched.get(world)?.values() ?? []) {
    if (matches(entry.fault, request) && due(entry, random)) await effect(entry.fault, request);
  }
}

/** What still strikes an answer that is being streamed, at each of its events. */
const strikesStreams: ReadonlySet<SwitchedFault['kind']> = new Set(['slow', 'timeout', 'reset']);

/** Lets the faults strike that break or hold up a connection on which events are being sent. */
export async function strikeStream(world: World, request: Strike): Promise<void> {
  for (const entry of switched.get(world)?.values() ?? []) {
    if (strikesStreams.has(entry.fault.kind) && matches(entry.fault, request) && due(entry, Math.random)) {
      await effect(entry.fault, request);
    }
  }
}

function matches(fault: SwitchedFault, request: Strike): boolean {
  return (
    (fault.service ?? request.service.name) === request.service.name &&
    (fault.operation ?? request.operation) === request.operation &&
    (fault.accountId ?? request.accountId) === request.accountId
  );
}

function due(entry: Switched, random: () => number): boolean {
  entry.seen += 1;
  if (entry.fault.every !== undefined) return entry.seen % entry.fault.every === 0;
  return entry.fault.probability === undefined || random() < entry.fault.probability;
}

async function effect(fault: SwitchedFault, { service, action, who }: Strike): Promise<void> {
  const query = service.protocol === 'awsQuery';
  const refusedStatus = query || service.protocol === 'restJson1' ? 403 : 400;
  switch (fault.kind) {
    case 'slow':
      await sleep(fault.milliseconds ?? 2_000, undefined, { ref: false });
      return;
    case 'timeout':
      await sleep(fault.milliseconds ?? 60_000, undefined, { ref: false });
      throw new ConnectionReset();
    case 'reset':
      throw new ConnectionReset();
    case 'throttle':
      throw new Fault(service.throttleFault, 'Rate exceeded', throttleStatus(service));
    case 'error':
      throw new Fault('InternalFailure', 'The request processing has failed because of an unknown error.', 500);
    case 'expired':
      throw new Fault(
        query ? 'ExpiredToken' : 'ExpiredTokenException',
        'The security token included in the request is expired',
        refusedStatus,
      );
    case 'deny':
      throw new Fault(
        query ? 'AccessDenied' : 'AccessDeniedException',
        `User: ${who} is not authorized to perform: ${action} with an explicit deny in a service control policy`,
        refusedStatus,
      );
  }
}
