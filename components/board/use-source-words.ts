'use client';

import { drawingOf, useRooms } from '@/components/resource/rooms';
import { useWords } from '@/components/ui/words';
import type { Values } from '@/lib/wiring/message';

const general = { connect: 'board.connect', connectNamed: 'board.connectNamed', copied: 'board.arnCopied' } as const;

/** What the board says of a source, in the words of its resource or general ones where it has none. */
export function useSourceWords(): (is: string | null, what: keyof typeof general, values?: Values) => string {
  const rooms = useRooms();
  const words = useWords();
  return (is, what, values) => {
    const own = is === null ? undefined : drawingOf(rooms, is).source;
    return words({ key: own?.[what] ?? general[what], values });
  };
}
