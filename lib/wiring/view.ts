import type { StandingMark } from './mark';
import type { PartName, Parts } from './part';
import type { Read } from './read';
import type { MappingSettings } from './setting/settings';
import type { Thing } from './thing';

/** What a person chose: `source` and `reader` by ARN, and the answers to what the kind asks. */
export type Chosen = Readonly<{ source: string; reader: string; settings?: MappingSettings } & Record<string, unknown>>;

/** Another wire that shares a thing with this one: what its needs rest on stays when this one goes. */
export type OtherWire = {
  kind: string;
  chosen: Chosen;
  /** What moves its records, where something does: a mapping. */
  pulse: Thing | null;
  /** What was read of it beside: its reader, where such are listed, which tells whom it asks as. */
  things: readonly Thing[];
};

/** Other wires, and where some could not be looked for. */
export type Others = { wires: readonly OtherWire[]; unseen: readonly { accountId: string; region: string }[] };

/** Everything that was read for a wire. */
export type Evidence = {
  parts: Readonly<Record<PartName, Read<Thing>>>;
  /** Wires that share something with this one, as far as they were looked for. */
  others: Read<Others>;
  /** What runs of ours left standing for this wire, and for others between the same ends. */
  ours: readonly StandingMark[];
};

/** A wire as it is looked at: its parts, what was read of them, and what was chosen. */
export type View = {
  chosen: Chosen;
  parts: Parts;
  evidence: Evidence;
  /** The ARN of a part; the one it will have while it is not made; of nothing in particular where it is not known. */
  arn: (part: PartName) => string;
};

const pending = { state: 'pending' } as const;

/** What was read of a part; `pending` for one that nobody read. */
export function readOf(view: View, part: PartName): Read<Thing> {
  return view.evidence.parts[part] ?? pending;
}

/** The ARN of a part, where something told it. */
export function toldArn({ parts }: Pick<View, 'parts'>, part: PartName): string | null {
  const ref = parts[part]?.ref;
  return ref && 'arn' in ref ? ref.arn : null;
}

/** The value of a read, or `null`. */
export function knownValue<T>(read: Read<T>): T | null {
  return read.state === 'known' ? read.value : null;
}
