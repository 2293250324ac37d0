import { z } from 'zod';
import type { LogRange } from './read-logs';

const hour = 60 * 60 * 1000;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** CloudWatch takes filter patterns of at most 1,024 characters. */
const parameters = z.object({
  from: moment.optional(),
  to: moment.optional(),
  filter: z.string().max(1024).optional(),
  cursor: z.string().max(4096).optional(),
  follow: z.enum(['true', 'false']).optional(),
});

/** What `GET /api/wires/{id}/logs` was asked for: the last hour where nothing else is said. */
export function logQuery(search: URLSearchParams, now = Date.now()): LogRange & { follow: boolean } {
  const { from, to, filter, cursor, follow } = parameters.parse(Object.fromEntries(search));
  const end = to ?? now;
  return {
    from: from ?? end - hour,
    to: end,
    filter: filter?.trim() || null,
    cursor: cursor || null,
    follow: follow === 'true',
  };
}
