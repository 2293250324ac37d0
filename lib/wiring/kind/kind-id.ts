import type { Messages } from '@/lib/messages/catalogues';

/** A kind has its words before anything else of it compiles. */
export type KindId = keyof Messages['kind'];
