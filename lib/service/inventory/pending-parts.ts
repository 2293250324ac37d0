import { log } from '../server/log';
import { isBeingRead } from './fill-details';
import { failDetail, type InventoryPlace, keptDetails } from './inventory-cache';
import type { DetailPart } from './kept-inventory';

const parts: readonly DetailPart[] = ['summary', 'policy'];

/** It would be shown as being read until somebody comes back. */
class NobodyReads extends Error {
  constructor(arn: string, part: DetailPart) {
    super(`The ${part} of ${arn} was not read, and nothing reads it: a fault of Tributary. Read again.`);
    this.name = 'NobodyReads';
  }
}

/**
 * How many parts of these streams are still being read. One that no reading holds has failed, which `changed` is called
 * for: it is never said to be read on.
 */
export function partsBeingRead(
  place: InventoryPlace,
  streams: readonly { arn: string }[],
  changed: (arn: string) => void,
): number {
  let count = 0;
  for (const { arn } of streams) {
    for (const part of parts.filter((one) => keptDetails(place, arn)[one].state === 'pending')) {
      if (isBeingRead(place, arn, part)) {
        count += 1;
        continue;
      }
      const error = new NobodyReads(arn, part);
      log.error({ error }, 'a part is pending that no reading holds');
      failDetail(place, arn, part, error);
      changed(arn);
    }
  }
  return count;
}
