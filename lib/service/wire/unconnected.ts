import type { Read } from '@/lib/wiring/read';

/** What comes of reading in an account that no connection reaches. */
export function unconnected(accountId: string): Extract<Read<never>, { state: 'failed' }> {
  return { state: 'failed', message: `The account ${accountId} is not connected.`, at: new Date().toISOString() };
}
