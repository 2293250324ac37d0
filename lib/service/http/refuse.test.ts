import { expect, test } from 'vitest';
import { refusedValues } from '@/lib/wiring/refused-by';
import { refusal } from './refuse';

const refused = { principal: 'arn:aws:iam::888800008888:role/operator', action: 'lambda:GetFunction', message: 'no' };
const arn = 'arn:aws:lambda:us-east-1:888800008888:function:f';

test.each([
  [undefined, 'Allow lambda:GetFunction on'],
  ['service control policy', 'A service control policy stops lambda:GetFunction.'],
  ['permissions boundary', 'The role’s permissions boundary stops lambda:GetFunction.'],
])('a problem about a refusal by %s says what helps', (policyType, fix) => {
  const values = { arn, ...refusedValues({ ...refused, ...(policyType ? { policyType } : {}) }) };
  expect(refusal(409, 'function-refused', values).problem.fix).toContain(fix);
});
