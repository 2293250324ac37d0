import type { CallId, CallOf } from '@/lib/wiring/call/calls';
import { registryOf } from '@/lib/wiring/registry';
import type { Performer } from './performer';
import * as services from './services';

/** Who makes each call: `performers`, or those and more. */
export type Performers = { readonly [Id in CallId]: Performer<CallOf<Id>> };

/** Who makes each call of the product. */
export const performers: Performers = registryOf(services);
