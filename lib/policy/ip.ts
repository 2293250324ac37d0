/** An address as a number and how many bits it has. */
type Address = { bits: bigint; width: 32 | 128 };

export type Range = Address & { prefix: number };

/** `203.0.113.0/24`, `2001:db8::/32`, or one address. `null` for what is neither. */
export function rangeOf(text: string): Range | null {
  const [address = '', prefix, more] = text.trim().split('/');
  const parsed = addressOf(address);
  if (!parsed || more !== undefined) return null;
  if (prefix === undefined) return { ...parsed, prefix: parsed.width };
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return length <= parsed.width ? { ...parsed, prefix: length } : null;
}

/** `undefined` when the text is no address. An IPv4 address is in no IPv6 range and the other way round. */
export function inRange(range: Range, text: string): boolean | undefined {
  const address = addressOf(text.trim());
  if (!address) return undefined;
  if (address.width !== range.width) return false;
  const host = BigInt(range.width - range.prefix);
  return address.bits >> host === range.bits >> host;
}

function addressOf(text: string): Address | null {
  return text.includes(':') ? addressOfSix(text) : addressOfFour(text);
}

function addressOfFour(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return null;
  return { bits: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n), width: 32 };
}

function addressOfSix(text: string): Address | null {
  const halves = withoutDots(text)?.split('::');
  if (!halves || halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n), width: 128 };
}

/** An IPv6 address may end in an IPv4 one: `::ffff:192.0.2.1`. */
function withoutDots(text: string): string | null {
  if (!text.includes('.')) return text;
  const colon = text.lastIndexOf(':');
  const four = addressOfFour(text.slice(colon + 1));
  if (!four) return null;
  return `${text.slice(0, colon + 1)}${(four.bits >> 16n).toString(16)}:${(four.bits & 0xffffn).toString(16)}`;
}
