import { invalidParameter } from './group-reference';

/** Where a listing stopped is remembered for a day. */
const LIFETIME = 86_400_000;

export function sealPage(place: unknown, now: number): string {
  return Buffer.from(JSON.stringify([place, now])).toString('base64url');
}

export function openPage<Place>(token: string, now: number): Place {
  const fields = parse(token);
  const [place, at] = fields;
  if (place === undefined || typeof at !== 'number' || now - at > LIFETIME) {
    throw invalidParameter('The specified nextToken is invalid.');
  }
  return place as Place;
}

/** The part of a sorted list that a request with this token and limit sees, and the token of what follows. */
export function pageOf<Item>(
  items: Item[],
  { nextToken, limit, most }: { nextToken: string | undefined; limit: number | undefined; most: number },
  now: number,
): { page: Item[]; nextToken: string | undefined } {
  if (limit !== undefined && (limit < 1 || limit > most)) {
    const rule = `Member must have value ${limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`}`;
    throw invalidParameter(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ${rule}`,
    );
  }
  const from = nextToken === undefined ? 0 : openPage<number>(nextToken, now);
  const to = from + (limit ?? most);
  return { page: items.slice(from, to), nextToken: to < items.length ? sealPage(to, now) : undefined };
}

function parse(token: string): unknown[] {
  try {
    const fields: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}
