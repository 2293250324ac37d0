import { Fault } from '../service';

type Paged = { Marker?: string | undefined; MaxItems?: number | undefined };

/** One page of a list, as IAM pages: 100 items unless asked otherwise, and a marker while there are more. */
export function page<T>(items: readonly T[], { Marker, MaxItems = 100 }: Paged) {
  if (MaxItems < 1 || MaxItems > 1000) {
    throw new Fault(
      'ValidationError',
      `1 validation error detected: Value '${MaxItems}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  }
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw new Fault('ValidationError', 'Invalid Marker');
  const end = start + MaxItems;
  const more = end < items.length ? { Marker: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: items.slice(start, end), position: { IsTruncated: end < items.length, ...more } };
}
