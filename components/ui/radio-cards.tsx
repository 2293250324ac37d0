'use client';

import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

type RadioCard = { value: string; title: ReactNode; text?: ReactNode; disabled?: boolean };

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: RadioCard[];
  className?: string;
};

/** One choice among a few, each with a line that says when to choose it. */
export function RadioCards({ label, value, onChange, options, className }: Props) {
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={onChange} className={cn('grid gap-2', className)}>
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="group flex items-start gap-3 rounded-lg border border-line-strong bg-card p-3 text-left disabled:opacity-55 data-[state=checked]:border-ink data-[state=checked]:ring-1 data-[state=checked]:ring-ink"
        >
          <span
            aria-hidden
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-edge group-data-[state=checked]:border-ink"
          >
            <span className="size-2 rounded-full group-data-[state=checked]:bg-ink" />
          </span>
          <span className="min-w-0">
            <span className="block font-medium">{option.title}</span>
            {option.text ? <span className="mt-0.5 block text-sm text-ink-2">{option.text}</span> : null}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
