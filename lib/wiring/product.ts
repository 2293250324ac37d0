import { calls } from './call/calls';
import { kinds } from './kind/kinds';
import { resources } from './resource/resources';
import type { Rooms } from './rooms';

/** The product's kinds of wire, resources and calls. */
export const product: Rooms = { kinds, resources, calls };
