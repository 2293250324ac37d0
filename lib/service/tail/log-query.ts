import { z } from 'zod';
import type { LogRange } from './read-logs';
import type { TailAsked } from './tail';

const hour = 60 * 60 * 1000;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** CloudWatch takes filter patterns of at most 1,024 characters. */
const parameters = z.object({
  from: moment.optional(),
  to: moment.optional(),
  filter: z.string().max(1024).optional(),
  cursor: z.string().max(4096).optional(),
  follow: z.enum(['true', 'false']).optional(),
  by: z.enum(['live-tail', 'polling']).optional(),
  since: moment.optional(),
});

/** What `GET /api/wires/{id}/logs` was asked for: the last hour, or a tail by Live Tail, where nothing else is said. */
export function logQuery(search: URLSearchParams, now = Date.now()): LogRange & TailAsked & { follow: boolean } {
  const { from, to, filter, cursor, follow, by, since } = parameters.parse(Object.fromEntries(search));
  const end = to ?? now;
  return {
    from: from ?? end - hour,
    to: end,
    filter: filter?.trim() || null,
    cursor: cursor || null,
    follow: follow === 'true',
    by: by ?? 'live-tail',
    since: since ?? null,
  };
}
