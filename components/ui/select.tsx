'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { cn } from './cn';
import { control } from './input';

type SelectOption = { value: string; label: string; hint?: string };

type Props = {
  id?: string;
  /** Names the control where no visible label does. */
  label?: string;
  value: string;
  onChange: (value: string) => void;
  options: SelectOption[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
};

export function Select({ label, value, onChange, options, placeholder, className, ...rest }: Props) {
  const { id, disabled, ...aria } = rest;
  return (
    <Primitive.Root value={value} onValueChange={onChange} disabled={disabled}>
      <Primitive.Trigger
        id={id}
        aria-label={label}
        className={cn(control, 'inline-flex items-center justify-between gap-2 text-left', className)}
        {...aria}
      >
        <Primitive.Value placeholder={placeholder} />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border border-line bg-card shadow-float"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="relative flex min-h-8 cursor-default items-center rounded-sm py-1 pr-3 pl-7 outline-none data-[highlighted]:bg-idle-wash"
              >
                <Primitive.ItemIndicator className="absolute left-2">
                  <Check aria-hidden className="size-4" />
                </Primitive.ItemIndicator>
                <span>
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.hint ? <span className="block text-sm text-ink-2">{option.hint}</span> : null}
                </span>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
