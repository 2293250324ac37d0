import { registryOf } from '../registry';
import type { Thing } from '../thing';
import type { Listing, Resource } from './resource';
import * as services from './services';

/** Every resource that the product knows, by its id. */
export const resources = registryOf(services);

export type ResourceId = keyof typeof resources;

/** Resources that an inventory lists. */
export type ListedId = {
  [Id in ResourceId]: (typeof resources)[Id]['listing'] extends undefined ? never : Id;
}[ResourceId];

/** What the reader of a resource gives. */
export type ThingOf<Id extends ResourceId> = (typeof resources)[Id] extends Resource<infer T, infer _> ? T : never;

/** Resources by their ids: the product's, or those and more. */
export type ResourceTable = Readonly<Record<string, Resource<Thing, Listing>>>;
