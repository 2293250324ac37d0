import type { Service } from './service';
import type { World } from './world';

// Code is no part of the accounts' state: a world that is read back is served anew.
const served = new WeakMap<World, ReadonlyMap<string, Service>>();

/** Makes these services, and no others, reachable by requests of a world. */
export function serve(world: World, services: readonly Service[]): void {
  served.set(world, new Map(services.map((service) => [service.name, service])));
}

/** Every service that a world is served by. */
export function servicesOf(world: World): readonly Service[] {
  return [...(served.get(world)?.values() ?? [])];
}

/**
 * The service of that name. Services make requests of one another through here, so that none has to import the list
 * it stands in itself.
 */
export function serviceNamed(world: World, name: string): Service | undefined {
  return served.get(world)?.get(name);
}
