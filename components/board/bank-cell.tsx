import type { ReactNode } from 'react';
import { type Icon, ResourceIcon } from '@/components/resource/icon';
import { cn } from '@/components/ui/cn';
import { Name } from '@/components/ui/name';
import { rowHeight } from './board-rows';

type Props = {
  side: 'left' | 'right';
  icon: Icon;
  name: string;
  /** The line under the name. */
  facts: ReactNode;
  /** At the river's side on the left bank, at the far end on the right. */
  chip?: ReactNode;
  selected: boolean;
  /** Which place of the bank it is, and of how many: most of them are not in the page. */
  position: number;
  of: number;
  top: number;
  height: number;
};

/** A source or a reader in its place on a bank. */
export function BankCell({ side, icon, name, facts, chip, selected, position, of, top, height }: Props) {
  return (
    <li
      aria-posinset={position}
      aria-setsize={of}
      style={{ top, height }}
      className={cn(
        'absolute inset-x-0 border-b border-line bg-bank',
        selected && 'bg-card',
        selected && (side === 'left' ? 'shadow-[inset_3px_0_0_var(--focus)]' : 'shadow-[inset_-3px_0_0_var(--focus)]'),
      )}
    >
      <div style={{ height: rowHeight - 1 }} className="flex items-center gap-3 px-4">
        <ResourceIcon icon={icon} />
        <div className="min-w-0 flex-1">
          <Name text={name} className="block truncate font-semibold" />
          <div className="truncate text-sm text-ink-2">{facts}</div>
        </div>
        {chip ? <div className="shrink-0">{chip}</div> : null}
      </div>
    </li>
  );
}
