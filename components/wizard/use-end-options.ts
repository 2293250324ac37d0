'use client';

import { drawingOf, useRooms } from '@/components/resource/rooms';
import { useNames } from '@/components/resource/wire-ends';
import type { EndOption } from './end-options';
import { listedOf } from './listing';
import { useWizard } from './wizard-context';

/** What was listed of a resource, in the Region that the other end fixes. */
export function useEndOptions(is: string, region: string | null): EndOption[] {
  const { listing } = useWizard();
  const rooms = useRooms();
  const nameOf = useNames();
  const { remark } = drawingOf(rooms, is);
  return listedOf(listing, is)
    .filter((thing) => region === null || thing.region === region)
    .map((thing) => ({
      arn: thing.arn,
      name: nameOf(thing.arn),
      region: thing.region,
      connectionId: thing.connectionId,
      remark: remark?.(thing) ?? thing.arn,
    }));
}
