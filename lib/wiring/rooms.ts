import type { Calls } from './call/calls';
import type { Kind } from './kind/kind';
import type { ResourceTable } from './resource/resources';

/**
 * What wires are made of, as a value: the product's kinds and resources, or a trial's with more. Whatever judges, plans,
 * discovers, runs or draws is given it.
 */
export type Rooms = { kinds: readonly Kind[]; resources: ResourceTable; calls: Calls };
