'use client';

import { useRouter } from 'next/navigation';
import { useRooms } from '@/components/resource/rooms';
import { useShortcut } from '@/components/ui/shortcut';
import { toast } from '@/components/ui/toast';
import { resourceIdOf } from '@/lib/wiring/resource/arn-reading';
import type { Wire } from '@/lib/wiring/wire';
import { useSourceWords } from './use-source-words';

type Board = { wires: Wire[]; selected: string | null; onSelect: (id: string | null) => void; refresh: () => void };

/** The board by keyboard: j and k go along the wires, Enter opens, r reads again, c copies, Esc lets go. */
export function useBoardKeys({ wires, selected, onSelect, refresh }: Board): void {
  const say = useSourceWords();
  const { resources } = useRooms();
  const router = useRouter();
  const index = wires.findIndex((wire) => wire.id === selected);
  const go = (to: number) => onSelect(wires[Math.max(0, Math.min(wires.length - 1, to))]?.id ?? null);
  useShortcut('j', () => go(index + 1));
  useShortcut('k', () => go(index === -1 ? wires.length - 1 : index - 1));
  useShortcut('Enter', () => router.push(`/wires/${selected}`), selected !== null);
  useShortcut('Escape', () => onSelect(null), selected !== null);
  useShortcut('r', refresh);
  useShortcut(
    'c',
    () => {
      const arn = wires[index]?.sourceArn;
      if (arn)
        void navigator.clipboard
          .writeText(arn)
          .then(() => toast({ title: say(resourceIdOf(resources, arn), 'copied'), description: arn }));
    },
    index !== -1,
  );
}
