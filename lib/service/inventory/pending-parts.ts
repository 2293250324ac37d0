import { detailsOf } from '@/lib/aws/read-part';
import type { ListedThing } from '@/lib/wiring/inventory';
import { log } from '../server/log';
import type { Reading } from '../wire/reading';
import { isBeingRead } from './fill-details';
import { failDetail, keptDetails } from './inventory-cache';
import type { PlacedList } from './inventory-lists';

/** It would be shown as being read until somebody comes back. */
class NobodyReads extends Error {
  constructor(arn: string, part: string) {
    super(`The ${part} of ${arn} was not read, and nothing reads it: a fault of Tributary. Read again.`);
    this.name = 'NobodyReads';
  }
}

/**
 * How many parts of these things of a list are still being read: a part counts until its last field has come. Fields that
 * no reading holds have failed, which `changed` is called for: they are never said to be read on.
 */
export function partsBeingRead(
  reading: Reading,
  { place, is }: Pick<PlacedList, 'place' | 'is'>,
  things: readonly Pick<ListedThing, 'arn'>[],
  changed: (arn: string) => void,
): number {
  const parts = Object.entries(detailsOf(is, reading.readers));
  let count = 0;
  for (const { arn } of things) {
    const isPending = (field: string) => (keptDetails(place, arn)?.[field]?.state ?? 'pending') === 'pending';
    for (const [part, detail] of parts) {
      const pending = detail?.fields.filter(isPending) ?? [];
      if (pending.length === 0) continue;
      if (isBeingRead(reading, { place, is }, arn, part)) {
        count += 1;
        continue;
      }
      const error = new NobodyReads(arn, part);
      log.error({ error }, 'a part is pending that no reading holds');
      failDetail(place, arn, pending, error);
      changed(arn);
    }
  }
  return count;
}
