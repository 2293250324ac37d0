import type { ComponentProps } from 'react';
import { cn } from './cn';

type Props = Omit<ComponentProps<'button'>, 'onChange' | 'role' | 'type' | 'children'> & {
  on: boolean;
  onChange: (on: boolean) => void;
};

/** On or off at once. What it switches is named by a label of its own. */
export function Switch({ on, onChange, className, ...rest }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      onClick={() => onChange(!on)}
      className={cn(
        'relative h-5 w-9 shrink-0 rounded-full border transition-colors disabled:opacity-60',
        on ? 'border-ink bg-ink' : 'border-edge bg-card',
        className,
      )}
      {...rest}
    >
      <span
        aria-hidden
        className={cn(
          'absolute top-0.5 left-0.5 size-3.5 rounded-full transition-transform',
          on ? 'translate-x-4 bg-paper' : 'bg-edge',
        )}
      />
    </button>
  );
}
