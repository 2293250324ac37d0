import { useTranslations } from 'next-intl';
import { cn } from './cn';
import { toneWash } from './tone';

/** The letter and hue that stay with an account everywhere: P for producer, C for consumer. */
export function SideMark({ half, className }: { half: 'producer' | 'consumer'; className?: string }) {
  const t = useTranslations('ui');
  return (
    <span
      className={cn(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm text-xs font-semibold',
        toneWash[half],
        className,
      )}
    >
      <span aria-hidden>{half === 'producer' ? 'P' : 'C'}</span>
      <span className="sr-only">{t(half)}</span>
    </span>
  );
}
