/** A line of a function's log. Times are ISO. */
export type LogLine = { id: string; at: string; ingestedAt: string; stream: string; group: string; message: string };

/** What `GET /api/wires/{id}/logs?follow=` sends. */
export type TailEvent =
  | { type: 'lines'; lines: LogLine[] }
  | { type: 'status'; state: 'following'; group: string; shown: number; polledAt: string }
  | { type: 'missing-group'; group: string }
  | { type: 'refused'; message: string; action: string; principal: string }
  | { type: 'reconnecting'; attempt: number; afterSeconds: number; message: string }
  | { type: 'ended'; reason: 'session-limit' | 'failed'; message?: string };
