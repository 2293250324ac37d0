import type { KeyShare } from '@/lib/wiring/setting/access';

/** How a key may be opened to the role. The first goes unsaid. */
export const keyShares = ['policy', 'grant'] as const satisfies readonly KeyShare[];
