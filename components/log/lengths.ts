type Length = [key: 'hours' | 'minutes' | 'seconds', values: Record<string, number>];

/** A length of time in the two largest units that fit, as a key under `log.length`. */
export function lengthOf(milliseconds: number): Length {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return ['hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 }];
  return minutes >= 1 ? ['minutes', { minutes, seconds: seconds % 60 }] : ['seconds', { seconds }];
}
