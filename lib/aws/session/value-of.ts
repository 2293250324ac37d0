import type { Read } from '@/lib/wiring/read';

/** A read that gave no value, where one is needed to go on. */
export class UnreadError extends Error {
  readonly state: 'absent' | 'refused' | 'failed' | 'pending';

  constructor(state: UnreadError['state'], message: string) {
    super(message);
    this.name = state === 'refused' ? 'AccessDeniedException' : 'UnreadError';
    this.state = state;
  }
}

/** The value of a read, or an `UnreadError` with AWS's words. */
export function knownValue<T>(read: Read<T>): T {
  switch (read.state) {
    case 'known':
      return read.value;
    case 'refused':
      throw new UnreadError('refused', read.refusal.message);
    case 'failed':
      throw new UnreadError('failed', read.message);
    default:
      throw new UnreadError(read.state, `nothing was read: ${read.state}`);
  }
}
