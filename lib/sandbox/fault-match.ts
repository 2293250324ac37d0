import { effectOf } from './effect';
import { subjectOf } from './enforce';
import type { SwitchedFault } from './practice-fault';
import type { Ask, Call, Service } from './service';

/** A request on its way, as faults see it. */
export type FaultTarget = {
  service: Service;
  operation: string;
  input: unknown;
  call: Call;
  asks: readonly Ask[];
  /** Made inside the accounts, by a mapping acting as its function's role or by the landscape's own traffic. */
  within: boolean;
};

/** Whether a fault is meant for this request. */
export function isMeant(fault: SwitchedFault, request: FaultTarget): boolean {
  const { service, operation, call, asks } = request;
  return (
    (fault.service ?? service.name) === service.name &&
    (fault.operation ?? operation) === operation &&
    (fault.accountId ?? call.accountId) === call.accountId &&
    (fault.only === undefined || fault.only === accessOf(request)) &&
    (fault.action === undefined || deniedAsk(fault, asks) !== undefined) &&
    (fault.resource === undefined || asks.some((ask) => fits(ask.resource, fault.resource))) &&
    fits(subjectOf(call.caller.principal), fault.caller) &&
    (request.within ? reachesInside(fault) : true) &&
    byKind(fault, request)
  );
}

/** The permission that a fault is about: the one its pattern names, otherwise the first that the request needs. */
export function deniedAsk({ action }: SwitchedFault, asks: readonly Ask[]): Ask | undefined {
  return asks.find((ask) => fits(ask.action, action));
}

function accessOf({ service, operation }: FaultTarget): 'reads' | 'writes' | null {
  const effect = effectOf(service, operation);
  if (effect === 'session') return null;
  return effect === 'reads' ? 'reads' : 'writes';
}

/** What AWS does inside itself feels a policy, and what was switched on for the very operation; no broken connection. */
function reachesInside({ kind, operation }: SwitchedFault): boolean {
  return kind === 'deny' || ((kind === 'throttle' || kind === 'error') && operation !== undefined);
}

function byKind({ kind }: SwitchedFault, { service, operation, call }: FaultTarget): boolean {
  if (kind === 'policy-edit') return service.policies?.some(({ read }) => read === operation) === true;
  // A session that never ends is the instance role of the server itself.
  if (kind === 'sessions-expire') return Number.isFinite(call.caller.session?.expiresAt ?? Number.POSITIVE_INFINITY);
  return true;
}

/** IAM's own wildcards; names of actions are alike in both cases. */
function fits(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text);
}
