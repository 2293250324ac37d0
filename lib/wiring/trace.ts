import type { Message } from './message';

export type LegName = 'put' | 'picked-up' | 'invoked' | 'logged';

/** One leg of a test record's way. `milliseconds` since the leg before ended. */
export type Leg = {
  leg: LegName;
  state: 'waiting' | 'done' | 'stalled' | 'failed';
  milliseconds: number | null;
  /** Shard and sequence number, request id, the log line: AWS's words. */
  detail: Record<string, string>;
  cause?: Message;
};
