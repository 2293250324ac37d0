import type { Leg } from '@/lib/wiring/trace';

/** Every leg of a record's way as it stands. */
export type TraceEvent = { legs: Leg[] };
