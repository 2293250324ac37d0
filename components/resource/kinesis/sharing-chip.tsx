'use client';

import type { Stream } from '@/lib/wiring/resource/kinesis';
import { sharingOf } from '@/lib/wiring/resource/stream-sharing';
import { SharedChip } from '../shared-chip';

/** Whom a stream's policy lets in. */
export function SharingChip({ thing }: { thing: Stream }) {
  return <SharedChip sharing={sharingOf(thing)} />;
}
