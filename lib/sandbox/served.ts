import type { Service } from './service';

const served = new Map<string, Service>();

/** Makes a service reachable by requests. */
export function serve(service: Service): void {
  served.set(service.name, service);
}

/**
 * The service of that name. Services make requests of one another through here, so that none has to import the list
 * it stands in itself.
 */
export function serviceNamed(name: string): Service | undefined {
  return served.get(name);
}
