import { cn } from '@/components/ui/cn';
import type { WireStatus } from '@/lib/wiring/discover/status';
import { StatusBadge } from './status-badge';

const lines: Record<WireStatus, string> = {
  broken: 'border-dashed border-bad',
  failing: 'border-dashed border-bad',
  half: 'border-dashed border-warn',
  changing: 'border-dashed border-warn',
  unknown: 'border-dotted border-idle',
  paused: 'border-line-strong',
  idle: 'border-line-strong',
  flowing: 'border-ok',
};

/** The water between the halves: solid where records flow, broken where they do not. */
export function River({ status }: { status: WireStatus }) {
  const line = lines[status];
  return (
    <div className="relative grid place-items-center border-line bg-water max-md:hidden md:border-x">
      <span aria-hidden className={cn('absolute inset-x-0 top-1/2 border-t-2', line)} />
      <span className="relative rounded-sm bg-card">
        <StatusBadge status={status} />
      </span>
    </div>
  );
}
