'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { ProductRooms } from '@/components/resource/rooms';
import type { ShownKind } from '@/components/resource/shown-kind';
import { RequestProblem } from '@/components/ui/fetch-json';
import { Toaster } from '@/components/ui/toaster';

type Props = { theme: 'system' | 'light' | 'dark'; kinds: readonly ShownKind[]; children: ReactNode };

/** What every screen stands in: data, URL state, notices, and what wires are made of. */
export function Providers({ theme, kinds, children }: Props) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 5000, retry: isWorthAnotherTry } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <ProductRooms kinds={kinds}>{children}</ProductRooms>
        <Toaster theme={theme} />
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

/** A refusal stays a refusal; only a server that did not answer is asked once more. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof RequestProblem && (error.problem.status === 0 || error.problem.status >= 502);
}
