import { outOfModel } from '../out-of-model';
import { invalidParameter } from './lambda-fault';

/** One page of a list in the order of its keys. The marker is the key that the page before ended with. */
export function page<Item>(
  all: Item[],
  keyOf: (item: Item) => string,
  asked: { Marker?: string | undefined; MaxItems?: number | undefined },
  atMost: number,
): { items: Item[]; nextMarker: string | undefined } {
  if (asked.MaxItems !== undefined && asked.MaxItems < 1) {
    throw outOfModel(asked.MaxItems, 'maxItems', 'have value greater than or equal to 1');
  }
  const after = asked.Marker ? keyIn(asked.Marker) : null;
  const sorted = all.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const left = after === null ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = left.slice(0, Math.min(asked.MaxItems ?? atMost, atMost));
  const last = items.at(-1);
  return { items, nextMarker: last && items.length < left.length ? markerOf(keyOf(last)) : undefined };
}

function markerOf(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64');
}

function keyIn(marker: string): string {
  const text = Buffer.from(marker, 'base64').toString();
  if (!text.startsWith('after:')) throw invalidParameter('Invalid marker.');
  return text.slice('after:'.length);
}
