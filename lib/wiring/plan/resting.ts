import { settle } from '../discover/settle';
import type { Kind } from '../kind/kind';
import type { Grant } from '../need';
import type { Read } from '../read';
import { arnReading } from '../resource/arn-reading';
import type { Rooms } from '../rooms';
import type { Slot, Thing } from '../thing';
import { knownValue, type OtherWire, type View } from '../view';

/** Another wire, with what it needs of the documents and things that this one shares with it. */
export type Resting = { wire: OtherWire; kind: Kind; view: View; grants: Grant[] };

const pending = { state: 'pending' } as const;

/** Other wires with their needs; `null` where they could not be looked for. */
export function restingOn({ kinds, resources }: Rooms, view: View): Resting[] | null {
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
export type RestingDemand = { resting: Resting; grant: Grant };

/** What they need of one document. */
export function demandsOnDocument(
  rooms: Rooms,
  resting: readonly Resting[],
  document: { arn: string; slot: Slot },
): RestingDemand[] {
  const { stable } = arnReading(rooms.resources);
  const name = stable(document.arn);
  return resting.flatMap((one) =>
    one.grants
      .filter(({ in: { part, slot } }) => slot === document.slot && stable(one.view.arn(part)) === name)
      .map((grant) => ({ resting: one, grant })),
  );
}

/** Those that need somebody to be let in by one document, as `asker`. */
export function restingOnDocument(
  rooms: Rooms,
  resting: readonly Resting[],
  { asker, ...document }: { arn: string; slot: Slot; asker: string },
): Resting[] {
  const demands = demandsOnDocument(rooms, resting, document).filter(({ grant }) => grant.principal === asker);
  return [...new Set(demands.map((demand) => demand.resting))];
}

/** Those that ask as somebody, of any source in any Region. */
export function restingAs(resting: readonly Resting[], asker: string): Resting[] {
  return resting.filter(({ grants }) => grants.some(({ principal }) => principal === asker));
}

/** Those of them that read one source, by itself or through something of it. */
export function restingOnSource(
  rooms: Rooms,
  resting: readonly Resting[],
  { source, asker }: { source: string; asker: string },
): Resting[] {
  const { stable } = arnReading(rooms.resources);
  return restingAs(resting, asker).filter(({ wire }) => stable(wire.chosen.source) === stable(source));
}

/** Those that have a part in common, whoever it asks as. */
export function restingOnThing(rooms: Rooms, resting: readonly Resting[], arn: string): Resting[] {
  const { stable } = arnReading(rooms.resources);
  return resting.filter(({ view }) => Object.keys(view.parts).some((part) => stable(view.arn(part)) === stable(arn)));
}

/** What they need of a role's own policies. */
export function demandsOnRole(resting: readonly Resting[], roleArn: string): RestingDemand[] {
  return resting.flatMap((one) =>
    one.grants
      .filter(({ in: { slot }, principal }) => slot === 'identity' && principal === roleArn)
      .map((grant) => ({ resting: one, grant })),
  );
}
