'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { RequestProblem } from '@/components/ui/fetch-json';

/** What every screen stands in: data, URL state, notices. */
export function Providers({ theme, children }: { theme: 'system' | 'light' | 'dark'; children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 5000, retry: isWorthAnotherTry } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        {children}
        <Toaster theme={theme} position="bottom-right" toastOptions={{ className: 'font-sans!' }} />
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

/** A refusal stays a refusal; only a server that did not answer is asked once more. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 1 && error instanceof RequestProblem && (error.problem.status === 0 || error.problem.status >= 502);
}
