import { registryOfEach } from '@/lib/wiring/registry';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { Drawing } from './drawing';
import type { Question } from './question';
import * as services from './services';

/** Drawings by the ids of resources: the product's, or those and more. */
export type Drawings = Readonly<Record<string, Drawing<Thing>>>;

/** Questions by the names by which kinds ask them. */
export type Questions = Readonly<Record<string, Question>>;

/** How every resource of the product is drawn. */
export const drawings = registryOfEach(services, 'drawings') satisfies Drawings & Readonly<Record<ResourceId, unknown>>;

/** Every question of the product's wizard. */
export const questions = registryOfEach(services, 'questions') satisfies Questions;
