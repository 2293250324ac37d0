const known = new WeakMap<object, number>();

/** Tells things apart by what is in them. Worked out once for each, so it must not be changed afterwards. */
export function fingerprintOf(thing: object): number {
  const print = known.get(thing) ?? fingerprint(JSON.stringify(thing));
  known.set(thing, print);
  return print;
}

/** 53 bits that tell texts apart (cyrb53): not to be relied on against somebody who wants two texts to look alike. */
function fingerprint(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
