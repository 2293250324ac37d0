import { registryOf } from '@/lib/wiring/registry';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { ReadersOf } from './reader';
import * as services from './services';

type Services = typeof services;

type Readings = {
  [Name in keyof Services as Services[Name] extends { readers: object } ? Name : never]: Services[Name] extends {
    readers: infer Own extends object;
  }
    ? Own
    : never;
};

/** Who reads each resource of the product. */
export const awsReaders: ReadersOf<ResourceId> = registryOf(readingsOf(services));

function readingsOf(all: Services): Readings {
  const entries = Object.entries(all).flatMap(([name, one]) => ('readers' in one ? [[name, one.readers]] : []));
  return Object.fromEntries(entries) as Readings;
}
