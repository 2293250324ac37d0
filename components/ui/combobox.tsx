'use client';

import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { control } from './input';

type ComboboxOption = { value: string; label: string; hint?: string; disabled?: boolean };

type Props = {
  id?: string;
  /** Names the control and its list for screen readers. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: ComboboxOption[];
  placeholder?: string;
  searchPlaceholder?: string;
  /** What the list says when nothing matches. */
  empty?: ReactNode;
  /** Stands over the list: what is still being read, or what could not be. */
  notice?: ReactNode;
  /** What is typed may be taken as it is, for instance a pasted ARN. */
  allowText?: boolean;
  mono?: boolean;
  disabled?: boolean;
  className?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
};

/** A list to search in, that may also take what is typed. */
export function Combobox(props: Props) {
  const { id, label, value, onChange, options, placeholder, mono, disabled, className } = props;
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const choose = (next: string) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      <Primitive.Trigger
        id={id}
        disabled={disabled}
        aria-describedby={props['aria-describedby']}
        aria-invalid={props['aria-invalid']}
        className={cn(control, 'flex items-center justify-between gap-2 text-left', className)}
      >
        <span className={cn('min-w-0 truncate', mono && 'font-mono text-sm', !value && 'text-ink-3')}>
          {(chosen?.label ?? value) || placeholder}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          sideOffset={4}
          aria-label={label}
          className="z-50 w-(--radix-popover-trigger-width) min-w-72 overflow-hidden rounded-lg border border-line bg-card shadow-float"
        >
          <OptionList {...props} choose={choose} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function OptionList({
  label,
  value,
  options,
  searchPlaceholder,
  empty,
  notice,
  allowText,
  mono,
  choose,
}: Props & { choose: (value: string) => void }) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  // Offered only when nothing in the list fits, so that Enter takes what was searched for.
  const fits = (option: ComboboxOption) =>
    [option.value, option.label].some((each) => each.toLowerCase().includes(text.toLowerCase()));
  const isOwn = allowText && text !== '' && !options.some(fits);
  return (
    <Command label={label} loop>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={searchPlaceholder ?? t('search')}
        className={cn('w-full border-b border-line bg-transparent px-3 py-2 outline-none', mono && 'font-mono text-sm')}
      />
      {notice ? <div className="border-b border-line px-3 py-2 text-sm text-ink-2">{notice}</div> : null}
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {isOwn ? (
          <Item value={text} onSelect={() => choose(text)} forceMount>
            <span className={cn('min-w-0', mono && 'font-mono text-sm')}>{t('useText', { text })}</span>
          </Item>
        ) : (
          <Command.Empty className="px-3 py-2 text-ink-2">{empty ?? t('nothingMatches')}</Command.Empty>
        )}
        {options.map((option) => (
          <Item
            key={option.value}
            value={option.value}
            keywords={[option.label, option.hint ?? '']}
            disabled={option.disabled}
            onSelect={() => choose(option.value)}
          >
            <span className="min-w-0 flex-1">
              <span className={cn('block', mono && 'font-mono text-sm')}>{option.label}</span>
              {option.hint ? <span className="block text-sm text-ink-2">{option.hint}</span> : null}
            </span>
            {option.value === value ? <Check aria-hidden className="size-4 shrink-0" /> : null}
          </Item>
        ))}
      </Command.List>
    </Command>
  );
}

function Item({ className, ...rest }: React.ComponentProps<typeof Command.Item>) {
  return (
    <Command.Item
      className={cn(
        'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 data-[disabled=true]:opacity-55 data-[selected=true]:bg-idle-wash',
        className,
      )}
      {...rest}
    />
  );
}
