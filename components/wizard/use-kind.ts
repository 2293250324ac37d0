'use client';

import { kindOf, useRooms } from '@/components/resource/rooms';
import type { ShownKind } from '@/components/resource/shown-kind';
import { useWizard } from './wizard-context';

/** The kind of wire that was chosen; before that the one that is offered first. */
export function useKind(): ShownKind {
  const { choices } = useWizard();
  const rooms = useRooms();
  const kind = kindOf(rooms, choices.kind) ?? rooms.kinds[0];
  if (!kind) throw new Error('there is no kind of wire');
  return kind;
}
