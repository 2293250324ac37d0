import { invalid } from './invalid';

const MOST_DIGITS = 38;
const LARGEST_EXPONENT = 126;
const SMALLEST_EXPONENT = -130;

/**
 * A number as DynamoDB writes it: without exponent, and without zeros that say nothing.
 * @throws Fault ValidationException
 */
export function normalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole + fraction === '') throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
  const significant = (whole + fraction).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return '0';
  if (digits.length > MOST_DIGITS) {
    throw invalid(`Attempting to store more than ${MOST_DIGITS} significant digits in a Number`);
  }
  const exponent = Number(power) - fraction.length + significant.length - digits.length;
  const magnitude = digits.length + exponent - 1;
  if (magnitude >= LARGEST_EXPONENT) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (magnitude < SMALLEST_EXPONENT) {
    throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  return (sign === '-' ? '-' : '') + plain(digits, exponent);
}

/** Below zero, zero or above, as for sorting. Both are as DynamoDB writes them. */
export function compareNumbers(one: string, other: string): number {
  const [left, right] = onOneScale(one, other);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addNumbers(one: string, other: string, sign: 1 | -1 = 1): string {
  const [left, right, scale] = onOneScale(one, other);
  return normalNumber(`${left + (sign === 1 ? right : -right)}E-${scale}`);
}

function onOneScale(one: string, other: string): [bigint, bigint, number] {
  const [left, right] = [one, other].map((text) => text.split('.') as [string, string?]);
  const scale = Math.max(left?.[1]?.length ?? 0, right?.[1]?.length ?? 0);
  const whole = ([digits, fraction = '']: [string, string?] = ['0']) => BigInt(digits + fraction.padEnd(scale, '0'));
  return [whole(left), whole(right), scale];
}

function plain(digits: string, exponent: number): string {
  if (exponent >= 0) return digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  return point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${'0'.repeat(-point)}${digits}`;
}
