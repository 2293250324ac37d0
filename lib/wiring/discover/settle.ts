import { parseArn } from '../arn';
import { resourceOf } from '../judge/document';
import type { Kind, NamedPart } from '../kind/kind';
import type { PartName, Parts } from '../part';
import type { Read } from '../read';
import type { ResourceTable } from '../resource/resources';
import type { Thing } from '../thing';
import type { Chosen, Evidence, View } from '../view';

/** A part without what was read of it beside. */
function plainPart({ is, half, place, ref, formerOf }: NamedPart): Parts[string] {
  return { is, half, place, ref, ...(formerOf ? { formerOf } : {}) };
}

/** A view of these parts, in which each has an ARN: its own, the one it will have, or nobody's. */
export function viewOf(
  resources: ResourceTable,
  chosen: Chosen,
  named: Readonly<Record<PartName, NamedPart>>,
  evidence: Evidence,
): View {
  const parts: Parts = Object.fromEntries(Object.entries(named).map(([name, part]) => [name, plainPart(part)]));
  const parsed = parseArn(chosen.source);
  const partition = parsed.ok ? parsed.arn.partition : 'aws';
  return {
    chosen,
    parts,
    evidence,
    arn(name) {
      const part = parts[name];
      if (!part) throw new Error(`the wire has no part ${name}`);
      if ('arn' in part.ref) return part.ref.arn;
      const resource = resourceOf(resources, part.is);
      return resource.foretold?.(part.ref.by) ?? resource.nameless({ partition, ...part.place });
    },
  };
}

/** How often a kind is asked for parts at most: what one round reads may name the parts of the next. */
export const mostRounds = 6;

/** A wire as far as `look` knows its parts without calling anybody. */
export function settle(
  resources: ResourceTable,
  kind: Kind,
  chosen: Chosen,
  rest: Pick<Evidence, 'others' | 'ours'>,
  look: (name: PartName, part: NamedPart) => Read<Thing>,
): View {
  let read: Record<PartName, Read<Thing>> = {};
  let parts: Readonly<Record<PartName, NamedPart>> = {};
  for (let round = 0; round < mostRounds; round += 1) {
    parts = kind.parts({ chosen, parts: read, ours: rest.ours, at: '' });
    const now = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.read ?? look(name, part)]));
    const same = Object.entries(now).every(([name, one]) => isSame(one, read[name]));
    read = now;
    if (same) break;
  }
  return viewOf(resources, chosen, parts, { parts: read, ...rest });
}

function isSame(one: Read<Thing>, other: Read<Thing> | undefined): boolean {
  if (one.state === 'known' && other?.state === 'known') return one.value === other.value;
  return one.state === other?.state;
}
