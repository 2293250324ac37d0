import { parsePolicy } from '@/lib/policy/document';
import type { NamedPolicy } from '@/lib/policy/question';
import type { PartName } from '../part';
import type { Read } from '../read';
import type { DocumentType, Listing, Resource } from '../resource/resource';
import type { ResourceTable } from '../resource/resources';
import type { Slot, Thing } from '../thing';
import { readOf, type View } from '../view';

type Unread = Exclude<Read<unknown>, { state: 'known' }>;

export function resourceOf(resources: ResourceTable, id: string): Resource<Thing, Listing> {
  const resource = resources[id];
  if (!resource) throw new Error(`no resource ${id}`);
  return resource;
}

/** The type of a part's policy. Throws for a policy that such a thing does not have. */
export function documentOf(
  resources: ResourceTable,
  view: Pick<View, 'parts'>,
  part: PartName,
  slot: Slot,
): DocumentType<Thing> {
  const found = resources[view.parts[part]?.is ?? '']?.documents[slot];
  if (!found) throw new Error(`the part ${part} has no ${slot} policy`);
  return found;
}

/** Every policy that was read of a document, and what of it was not. */
export type Texts = {
  policies: NamedPolicy[];
  /** The first read that stands in the way. */
  gap: Unread | null;
  unparsed: boolean;
};

/** Reads what a thing's policies say. A list that is `absent` is a gap: whoever asks says what that means. */
export function textsOf(document: DocumentType<Thing>, thing: Thing): Texts {
  const texts: Texts = { policies: [], gap: null, unparsed: false };
  for (const list of document.texts(thing)) {
    if (list.state !== 'known') {
      texts.gap ??= list;
      continue;
    }
    for (const { name, document: read } of list.value) {
      if (read.state !== 'known') {
        texts.gap ??= read;
        continue;
      }
      const parsed = parsePolicy(read.value);
      if (parsed.ok) texts.policies.push({ name, document: parsed.document });
      else texts.unparsed = true;
    }
  }
  return texts;
}

/** The one policy of a document, as text. */
export function textOf(document: DocumentType<Thing>, thing: Thing): Read<string> {
  const [list = { state: 'pending' as const }] = document.texts(thing);
  if (list.state !== 'known') return list;
  return list.value[0]?.document ?? { state: 'absent', at: list.at };
}

/** The revision of that policy, where AWS keeps one. */
export function revisionOf(document: DocumentType<Thing>, thing: Thing | null): string | null {
  const list = thing ? document.texts(thing)[0] : undefined;
  return list?.state === 'known' ? (list.value[0]?.revision ?? null) : null;
}

/** A thing, or the read that stands in the way of knowing it: its own, or that of what it is part of. */
export function thingOf(resources: ResourceTable, view: View, part: PartName): Read<Thing> {
  const read = readOf(view, part);
  if (read.state !== 'known') return read;
  const ownRead = resources[view.parts[part]?.is ?? '']?.ownRead?.(read.value);
  return ownRead === undefined || ownRead.state === 'known' ? read : ownRead;
}
