import type { Preset } from './fault-presets';
import type { Fault } from './use-faults';

/** Where a fault is to strike. Empty text for everywhere; `api` is a service or `service:operation`. */
export type Scope = { accountId: string; api: string };

export function scopeOf({ accountId = '', service = '', operation }: Omit<Fault, 'id' | 'kind'>): Scope {
  return { accountId, api: operation === undefined ? service : `${service}:${operation}` };
}

/** The fault of a preset that strikes where the scope says. */
export function scoped({ id, fault }: Preset, { accountId, api }: Scope): Fault {
  const { service: _, operation: __, ...rest } = fault;
  const [service, operation] = api.split(':');
  return {
    ...rest,
    id,
    ...(accountId ? { accountId } : {}),
    ...(service ? { service } : {}),
    ...(operation ? { operation } : {}),
  };
}
