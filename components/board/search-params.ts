import { parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { statusOrder } from '@/lib/wiring/discover/status';

export const orders = ['worst', 'status', 'name'] as const;

export type Order = (typeof orders)[number];

/** What the board shows, all of it in the URL. */
export const boardParams = {
  /** One Region; all that the connections name when it is missing. */
  region: parseAsString,
  /** Text to find in names, ARNs, accounts and AWS's words. */
  q: parseAsString.withDefault(''),
  /** Only wires of this status. */
  status: parseAsStringLiteral(statusOrder),
  order: parseAsStringLiteral(orders).withDefault('worst'),
  view: parseAsStringLiteral(['board', 'table'] as const).withDefault('board'),
  /** The wire that is looked at. */
  wire: parseAsString,
};
