import { Fault } from '../service';

/** Kinesis forgets where a listing stopped after five minutes. */
const LIFETIME = 300_000;

export function sealPage(place: unknown, now: number): string {
  return Buffer.from(JSON.stringify({ place, at: now })).toString('base64');
}

export function openPage<Place>(token: string, now: number): Place {
  const page = read(token);
  if (!page) throw new Fault('InvalidArgumentException', 'NextToken is invalid.');
  if (now - page.at > LIFETIME) {
    const madeAt = new Date(page.at).toUTCString();
    throw new Fault('ExpiredNextTokenException', `NextToken expired. It was created at time ${madeAt}.`);
  }
  return page.place as Place;
}

function read(token: string): { place: unknown; at: number } | undefined {
  try {
    const page: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return isPage(page) ? page : undefined;
  } catch {
    return undefined;
  }
}

function isPage(value: unknown): value is { place: unknown; at: number } {
  return (
    typeof value === 'object' && value !== null && 'place' in value && 'at' in value && typeof value.at === 'number'
  );
}
