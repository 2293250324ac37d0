import { expect, test } from 'vitest';
import { lengthOf } from './lengths';

test.each([
  [400, ['seconds', { seconds: 0 }]],
  [59_000, ['seconds', { seconds: 59 }]],
  [61_000, ['minutes', { minutes: 1, seconds: 1 }]],
  [9_660_000, ['hours', { hours: 2, minutes: 41 }]],
])('%d ms in the two largest units', (milliseconds, length) => {
  expect(lengthOf(milliseconds)).toEqual(length);
});
