import type { PartName } from '../part';
import type { Read } from '../read';
import type { ResourceId, ThingOf } from '../resource/resources';
import type { Thing } from '../thing';
import type { View } from '../view';

const pending = { state: 'pending' } as const;

/** What was read of a part, as the thing that it is; `pending` while it was not read, or is another thing. */
export function readPart<Id extends ResourceId>(
  parts: View['evidence']['parts'],
  part: PartName,
  is: Id,
): Read<ThingOf<Id>> {
  const read: Read<Thing> = parts[part] ?? pending;
  if (read.state !== 'known') return read;
  return read.value.is === is ? (read as Read<Thing> as Read<ThingOf<Id> & Thing>) : pending;
}
