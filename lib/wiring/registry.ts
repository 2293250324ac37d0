type UnionToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

type Flat<Entries> = { readonly [Id in keyof Entries]: Entries[Id] };

/** The entries of every service as one table, whose ids are a closed type. */
export type Registry<Services> = Flat<UnionToIntersection<Services[keyof Services]>>;

/** Joins what each service's file exports, as `import * as services` gives it. Throws where two say the same id. */
export function registryOf<Services extends Readonly<Record<string, object>>>(services: Services): Registry<Services> {
  const all: Record<string, unknown> = {};
  for (const [id, entry] of Object.values(services).flatMap((entries) => Object.entries(entries))) {
    if (id in all) throw new Error(`${id} is registered twice.`);
    all[id] = entry;
  }
  return all as Registry<Services>;
}
