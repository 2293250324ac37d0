import type { Refusal } from './read';

/** A line of a function's log. Times are ISO. */
export type LogLine = { id: string; at: string; ingestedAt: string; stream: string; group: string; message: string };

export type TailWay = 'live-tail' | 'polling';

/** Why a tail that was to follow by Live Tail polls instead: refused, all sessions taken, not to be had, or failing. */
export type Fallback =
  | ({ reason: 'refused' } & Refusal)
  | { reason: 'limit' | 'unsupported' | 'failed'; message: string };

/** Lines of a time that a tail could not show. `lines` is how many where that is known. */
export type TailGap = {
  from: string;
  to: string;
  reason: 'too-many' | 'unread' | 'refused' | 'slow-reader';
  lines: number | null;
  /** AWS's words. */
  message: string | null;
};

export type TailStatus = {
  by: TailWay;
  group: string;
  /** Lines sent so far, and lines let go because the reader was too slow. */
  shown: number;
  dropped: number;
  /** Lines a second over the last ten. */
  perSecond: number;
  /** Of the seconds of the last minute, how many brought more than Live Tail shows, in percent. */
  sampledPercent: number;
  /** When AWS, or whoever polls, was last heard. */
  polledAt: string;
  endsAt: string;
};

/** What `GET /api/wires/{id}/logs?follow=` sends. */
export type TailEvent =
  | { type: 'lines'; lines: LogLine[] }
  | ({ type: 'status'; state: 'following' } & TailStatus)
  | ({ type: 'fallback' } & Fallback)
  | ({ type: 'gap' } & TailGap)
  | { type: 'missing-group'; group: string }
  | { type: 'refused'; message: string; action: string; principal: string }
  | { type: 'reconnecting'; attempt: number; afterSeconds: number; message: string }
  | { type: 'ended'; reason: 'session-limit' | 'failed'; message?: string };

/**
 * What a line is known by wherever it comes from: Live Tail gives no event ids. Two lines of one stream with the same
 * time and text share it.
 */
export function lineMark({ stream, at, message }: Pick<LogLine, 'stream' | 'at' | 'message'>): string {
  const text = `${stream}\n${at}\n${message.trimEnd()}`;
  let one = 0x811c9dc5;
  let other = 0x9dc5811c;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
    other ^= other >>> 15;
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
