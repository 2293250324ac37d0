import { settle } from '../discover/settle';
import type { Kind } from '../kind/kind';
import type { Grant } from '../need';
import type { Read } from '../read';
import { arnReading } from '../resource/arn-reading';
import type { Rooms } from '../rooms';
import type { Slot, Thing } from '../thing';
import { knownValue, type OtherWire, type View } from '../view';

/** Another wire, with what it needs of the documents and things that this one shares with it. */
export type Dependent = { wire: OtherWire; kind: Kind; view: View; grants: Grant[] };

const pending = { state: 'pending' } as const;

/** Other wires with their needs; `null` where they could not be looked for. */
export function dependentsOn({ kinds, resources }: Rooms, view: View): Dependent[] | null {
  const others = knownValue(view.evidence.others);
  if (others === null) return null;
  const { stable } = arnReading(resources);
  const known = new Map(
    Object.values(view.evidence.parts).flatMap((read) =>
      read.state === 'known' ? [[read.value.arn, read.value]] : [],
    ),
  );
  return others.wires.flatMap((wire) => {
    const kind = kinds.find(({ id }) => id === wire.kind);
    if (!kind) return [];
    const own = new Map(wire.things.map((thing) => [thing.arn, thing]));
    // What runs opened before its source changed, such as a key, whoever reads the source needs.
    const ours = stable(wire.chosen.source) === stable(view.chosen.source) ? view.evidence.ours : [];
    const seen = settle(resources, kind, wire.chosen, { others: pending, ours }, (name, { ref }): Read<Thing> => {
      const thing = name === kind.pulse ? wire.pulse : 'arn' in ref ? (own.get(ref.arn) ?? known.get(ref.arn)) : null;
      return thing ? { state: 'known', value: thing, at: '' } : pending;
    });
    const grants = kind.needs(seen).flatMap(({ demand }) => (demand.type === 'grant' ? [demand] : []));
    return [{ wire, kind, view: seen, grants }];
  });
}

/** What one of them needs of a document. */
export type DependentDemand = { dependent: Dependent; grant: Grant };

/** What they need of one document. */
export function demandsOnDocument(
  rooms: Rooms,
  dependents: readonly Dependent[],
  document: { arn: string; slot: Slot },
): DependentDemand[] {
  const { stable } = arnReading(rooms.resources);
  const name = stable(document.arn);
  return dependents.flatMap((one) =>
    one.grants
      .filter(({ in: { part, slot } }) => slot === document.slot && stable(one.view.arn(part)) === name)
      .map((grant) => ({ dependent: one, grant })),
  );
}

/** Those that need somebody to be let in by one document, as `asker`. */
export function dependentsOnDocument(
  rooms: Rooms,
  dependents: readonly Dependent[],
  { asker, ...document }: { arn: string; slot: Slot; asker: string },
): Dependent[] {
  const demands = demandsOnDocument(rooms, dependents, document).filter(({ grant }) => grant.principal === asker);
  return [...new Set(demands.map((demand) => demand.dependent))];
}

/** Those that ask as somebody, of any source in any Region. */
export function dependentsAs(dependents: readonly Dependent[], asker: string): Dependent[] {
  return dependents.filter(({ grants }) => grants.some(({ principal }) => principal === asker));
}

/** Those of them that read one source, by itself or through something of it. */
export function dependentsOnSource(
  rooms: Rooms,
  dependents: readonly Dependent[],
  { source, asker }: { source: string; asker: string },
): Dependent[] {
  const { stable } = arnReading(rooms.resources);
  return dependentsAs(dependents, asker).filter(({ wire }) => stable(wire.chosen.source) === stable(source));
}

/** Those that have a part in common, whoever it asks as. */
export function dependentsOnThing(rooms: Rooms, dependents: readonly Dependent[], arn: string): Dependent[] {
  const { stable } = arnReading(rooms.resources);
  return dependents.filter(({ view }) =>
    Object.keys(view.parts).some((part) => stable(view.arn(part)) === stable(arn)),
  );
}

/** What they need of a role's own policies. */
export function demandsOnRole(dependents: readonly Dependent[], roleArn: string): DependentDemand[] {
  return dependents.flatMap((one) =>
    one.grants
      .filter(({ in: { slot }, principal }) => slot === 'identity' && principal === roleArn)
      .map((grant) => ({ dependent: one, grant })),
  );
}
