'use client';

import { useShortcut } from '@/components/ui/shortcut';

/** Enter does the primary deed. A key that is held down does not run through the steps and apply a plan unread. */
export function usePrimaryKey(act: () => void, enabled = true): void {
  useShortcut(
    'Enter',
    (event) => {
      if (!event.repeat) act();
    },
    enabled,
  );
}
