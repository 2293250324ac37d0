'use client';

import { createContext, type ReactNode, use } from 'react';
import { type Calls, calls } from '@/lib/wiring/call/calls';

const Context = createContext<Calls>(calls);

/** Shows plans and runs inside with these types of calls instead of the product's. */
export function CallsProvider({ calls, children }: { calls: Calls; children: ReactNode }) {
  return <Context value={calls}>{children}</Context>;
}

export function useCalls(): Calls {
  return use(Context);
}
