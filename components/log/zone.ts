export const ZONES = ['local', 'utc'] as const;

export type Zone = (typeof ZONES)[number];

/** Time of day with milliseconds, of the reader's zone or of UTC. */
export function clockOf(at: string, zone: Zone): string {
  if (zone === 'utc') return at.slice(11, 23);
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
