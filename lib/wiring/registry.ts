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

type Exported<Services, Name extends string> = {
  [Service in keyof Services as Services[Service] extends Record<Name, object> ? Service : never]: Extract<
    Services[Service],
    Record<Name, object>
  >[Name];
};

/** The same of what the files export under one name, those that do. */
export function registryOfEach<Services extends Readonly<Record<string, object>>, Name extends string>(
  services: Services,
  name: Name,
): Registry<Exported<Services, Name>> {
  const having = Object.entries(services).flatMap(([service, file]) =>
    name in file ? [[service, (file as Record<Name, object>)[name]]] : [],
  );
  return registryOf(Object.fromEntries(having)) as Registry<Exported<Services, Name>>;
}
