import type { Effect, Service } from './service';

const reading = /^(Get|List|Describe)/;

/** What a request for an operation does to the accounts. */
export function effectOf({ operations }: Service, name: string): Effect {
  return operations[name]?.effect ?? (reading.test(name) ? 'reads' : 'writes');
}
