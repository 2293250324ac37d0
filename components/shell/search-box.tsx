'use client';

import { Search } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQueryState } from 'nuqs';
import { useRef, useState } from 'react';
import { boardParams } from '@/components/board/search-params';
import { Kbd } from '@/components/ui/kbd';
import { useShortcut } from '@/components/ui/shortcut';

/** Filters the board as one types; from elsewhere Enter goes to the board with what was typed. */
export function SearchBox() {
  const t = useTranslations('app.search');
  const onBoard = usePathname() === '/';
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useQueryState('q', boardParams.q.withOptions({ history: 'replace' }));
  const [typed, setTyped] = useState('');
  useShortcut('/', () => input.current?.focus());
  return (
    <search className="relative min-w-40 flex-1 lg:max-w-80">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (onBoard) input.current?.blur();
          else router.push(`/?q=${encodeURIComponent(typed)}`);
        }}
      >
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
        <input
          ref={input}
          type="search"
          aria-label={t('label')}
          placeholder={t('placeholder')}
          value={onBoard ? filter : typed}
          onChange={({ target }) => (onBoard ? void setFilter(target.value || null) : setTyped(target.value))}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            // A browser clears a search field on Esc, and the filter with it.
            event.preventDefault();
            input.current?.blur();
          }}
          className="h-8 w-full rounded-md border border-line-strong bg-card pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        />
        <span aria-hidden className="pointer-events-none absolute top-1.5 right-2">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}
