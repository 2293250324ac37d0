'use client';

import { lazy, Suspense, useState } from 'react';
import type { ShownToasts } from './shown-toasts';
import { useWaitingToasts } from './toast';

type Props = Parameters<typeof ShownToasts>[0];

/** What cannot be loaded any more takes its notice with it, not the page. */
const Shown = lazy<(props: Props) => React.ReactNode>(() =>
  import('./shown-toasts').then(
    ({ ShownToasts }) => ({ default: ShownToasts }),
    () => ({ default: () => null }),
  ),
);

/** Where toasts are shown. What draws them is loaded with the first one: most pages never say anything in passing. */
export function Toaster({ theme }: Props) {
  const waits = useWaitingToasts() > 0;
  const [needed, setNeeded] = useState(false);
  if (waits && !needed) setNeeded(true);
  return needed ? (
    <Suspense>
      <Shown theme={theme} />
    </Suspense>
  ) : null;
}
