import { registryOfEach } from '@/lib/wiring/registry';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { ReadersOf } from './reader';
import * as services from './services';

/** Who reads each resource of the product. */
export const awsReaders: ReadersOf<ResourceId> = registryOfEach(services, 'readers');
