import { within } from '../out-of-model';
import { Fault } from '../service';

const mostOnAPage = 1000;

type Asked = { Limit?: number | undefined; Marker?: string | undefined };

/** The part of a list that a request sees, and how KMS says that there is more. */
export function pageOf<Item>(items: readonly Item[], { Limit, Marker }: Asked, usual: number) {
  within(Limit ?? usual, 'limit', 1, mostOnAPage);
  const from = Marker === undefined ? 0 : placeOf(Marker);
  const to = from + (Limit ?? usual);
  const more = to < items.length;
  const next = more ? { NextMarker: Buffer.from(`from ${to}`).toString('base64url') } : {};
  return { page: items.slice(from, to), rest: { Truncated: more, ...next } };
}

function placeOf(marker: string): number {
  const [, place] = /^from (\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8')) ?? [];
  if (place === undefined) throw new Fault('InvalidMarkerException', 'The marker is not valid.');
  return Number(place);
}
