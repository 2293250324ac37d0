import { describe, expect, it } from 'vitest';
import { chosenInPlan } from './projection';

const source = { connection: 'p', arn: 'arn:aws:kinesis:us-east-1:999900009999:stream/orders' };
const functionArn = 'arn:aws:lambda:us-east-1:888800008888:function:reader';
const roleArn = 'arn:aws:iam::888800008888:role/reader';
const queue = 'arn:aws:sqs:us-east-1:888800008888:orders';

describe('the reader that a stored plan was made for', () => {
  it.each([
    ['is what was chosen, be it neither function nor role', queue, '', queue],
    ['is the function, of a plan that was stored before', null, functionArn, functionArn],
    ['is the role, of one without a function', null, '', roleArn],
  ])('%s', (_, chosen, named, expected) => {
    const plan = { source, reader: { connection: 'c', functionArn: named, roleArn } };
    const stored = chosen === null ? plan : { ...plan, chosen: { source: source.arn, reader: chosen } };
    expect(chosenInPlan(stored).reader).toBe(expected);
  });
});
