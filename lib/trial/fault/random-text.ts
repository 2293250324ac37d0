/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const blanks = ['', '', '', ' ', '  ', '\n', '\n    ', '\t', '\r\n  '];

/** A value as JSON that nobody laid out with care: blanks of every kind, wherever JSON lets them be. */
export function oddlyWritten(value: unknown, random: () => number): string {
  const blank = () => blanks[Math.floor(random() * blanks.length)] ?? '';
  const write = (part: unknown): string => {
    if (Array.isArray(part)) return `[${blank()}${part.map(write).join(`${blank()},${blank()}`)}${blank()}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const members = Object.entries(part).map(
      ([key, one]) => `${JSON.stringify(key)}${blank()}:${blank()}${write(one)}`,
    );
    return `{${blank()}${members.join(`${blank()},${blank()}`)}${blank()}}`;
  };
  return write(value);
}
