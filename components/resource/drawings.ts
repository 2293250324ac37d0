import { type Registry, registryOf } from '@/lib/wiring/registry';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { Drawing } from './drawing';
import type { Question } from './question';
import * as services from './services';

type Services = typeof services;
type Exported<Name extends string> = {
  [Service in keyof Services as Services[Service] extends Record<Name, object> ? Service : never]: Extract<
    Services[Service],
    Record<Name, object>
  >[Name];
};

/** Drawings by the ids of resources: the product's, or those and more. */
export type Drawings = Readonly<Record<string, Drawing<Thing>>>;

/** Questions by the names by which kinds ask them. */
export type Questions = Readonly<Record<string, Question>>;

function exported<Name extends 'drawings' | 'questions'>(name: Name): Registry<Exported<Name>> {
  const files: Readonly<Record<string, { drawings: object; questions?: object }>> = services;
  const having = Object.entries(files).map(([service, file]) => [service, file[name] ?? {}]);
  return registryOf(Object.fromEntries(having)) as Registry<Exported<Name>>;
}

/** How every resource of the product is drawn. */
export const drawings = exported('drawings') satisfies Drawings & Readonly<Record<ResourceId, unknown>>;

/** Every question of the product's wizard. */
export const questions = exported('questions') satisfies Questions;
