'use client';

import { drawingOf, useRooms } from '@/components/resource/rooms';
import type { Thing } from '@/lib/wiring/thing';

/** Whom a source lets in, in a few words. */
export function SourceChip({ source }: { source: Thing }) {
  const { Chip } = drawingOf(useRooms(), source.is);
  return Chip ? <Chip thing={source} /> : null;
}
