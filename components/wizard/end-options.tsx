'use client';

import { useTranslations } from 'next-intl';
import { connectionNames } from '@/components/plan/connection-names';
import { cn } from '@/components/ui/cn';
import { SideMark } from '@/components/ui/side-mark';
import { isWhole, listedOf } from './listing';
import { ListingState } from './listing-state';
import { useEndWords } from './use-end-words';
import { useWizard } from './wizard-context';

export type EndOption = { arn: string; name: string; region: string; connectionId: string; remark: string };

type Props = {
  end: 'source' | 'reader';
  /** The resource that is chosen from. */
  is: string;
  listId: string;
  options: EndOption[];
  /** How many more match than are shown. */
  more: number;
  all: EndOption[];
  text: string;
  region: string | null;
  active: number;
  /** Takes little room, and scrolls within it. */
  short?: boolean;
  chosen: string | null;
  /** The text is an ARN: the list has nothing to say. */
  judging: boolean;
  onChoose: (option: { arn: string; connectionId: string }) => void;
};

/** What can be chosen from, by account; with what is still being listed and what could not be. */
export function EndOptions(props: Props) {
  const { end, is, listId, options, more, all, text, region, active, short, chosen, judging, onChoose } = props;
  const t = useTranslations('wizard');
  const say = useEndWords(is);
  const { connections, listing } = useWizard();
  const half = end === 'source' ? 'producer' : 'consumer';
  const nameOf = connectionNames(connections);
  const unmatched = text.trim() !== '' && all.length > 0 && listing.state !== 'reading';
  const nothing = options.length === 0 && !judging && (unmatched || isWhole(listing, is));
  return (
    <div className="grid gap-3">
      <div
        id={listId}
        role="listbox"
        aria-label={say('list')}
        className={cn(
          'overflow-hidden rounded-xl border border-line bg-card',
          short && 'relative max-h-58 overflow-y-auto',
          options.length === 0 && 'hidden',
        )}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the combobox keeps the focus and its keys move among the options
          <div
            key={option.arn}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={option.arn === chosen}
            onClick={() => onChoose(option)}
            ref={index === active || (short && option.arn === chosen) ? intoView : undefined}
            className={cn(
              'grid min-h-14 cursor-pointer grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 border-line px-4 py-2 not-first:border-t hover:bg-idle-wash/60',
              index === active && 'bg-idle-wash',
              option.arn === chosen && 'bg-idle-wash shadow-[inset_3px_0_0_var(--focus)]',
            )}
          >
            <SideMark half={half} />
            <span className="min-w-0">
              <code className="block truncate font-semibold">{option.name}</code>
              <span className="block truncate text-sm text-ink-2">{option.remark}</span>
            </span>
            <span className="text-right text-sm text-ink-2">
              <span className="block">{nameOf(option.connectionId)}</span>
              <span className="mono block text-ink-3">{option.region}</span>
            </span>
          </div>
        ))}
      </div>
      {more > 0 ? <p className="text-sm text-ink-2">{t('listing.more', { count: more })}</p> : null}
      {nothing ? <Nothing is={is} text={text} all={all} region={region} /> : null}
      {judging ? null : <ListingState is={is} />}
    </div>
  );
}

/** Says why the list is empty, and where there would be something. */
function Nothing({ is, text, all, region }: Pick<Props, 'is' | 'text' | 'all' | 'region'>) {
  const say = useEndWords(is);
  const { listing, connections } = useWizard();
  const everywhere = listedOf(listing, is);
  const elsewhere = new Map<string, number>();
  for (const one of everywhere)
    if (one.region !== region) elsewhere.set(one.region, (elsewhere.get(one.region) ?? 0) + 1);
  const place = [connections.map(({ name }) => name).join(', '), region].filter(Boolean).join(' · ');
  return (
    <div className="rounded-xl border border-dashed border-line-strong p-4">
      <p className="font-medium">
        {text.trim() && all.length > 0 ? say('no-match', { text: text.trim() }) : say('none', { place })}
      </p>
      {region && elsewhere.size > 0 ? (
        <p className="mt-1 text-ink-2">
          {say('elsewhere', { places: [...elsewhere].map(([name, count]) => `${name} (${count})`).join(', ') })}
        </p>
      ) : null}
    </div>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
