// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.

import { describe, expect, test } from 'vitest';
import { allow, ask } from './example';

type Value = string | readonly string[];
/** Operator, what the policy says, what the request carries (`null`: nothing) and whether the test holds. */
type Row = readonly [operator: string, wanted: unknown, given: Value | null, holds: boolean | 'depends'];

const key = 'kinesis:Probe';

function holds(operator: string, wanted: unknown, given: Value | null, more: Record<string, Value> = {}): Row[3] {
  const context = given === null ? more : { ...more, [key]: given };
  const { decision } = ask({ identity: [allow({ Condition: { [operator]: { [key]: wanted } } })], context });
  return decision === 'depends' ? 'depends' : decision === 'allow';
}

const strings: Row[] = [
  ['StringEquals', 'ada', 'ada', true],
  ['StringEquals', 'ada', 'Ada', false],
  ['StringEquals', ['bob', 'ada'], 'ada', true],
  ['StringEquals', ['bob', 'eve'], 'ada', false],
  ['StringEquals', 'a*', 'ada', false],
  ['StringEquals', 'a*', 'a*', true],
  ['StringEquals', '', '', true],
  ['StringEquals', [], 'ada', false],
  ['StringEquals', 'ada', null, false],
  ['StringEquals', true, 'true', true],
  ['StringEquals', 7, '7', true],
  ['StringNotEquals', 'ada', 'bob', true],
  ['StringNotEquals', 'ada', 'ada', false],
  ['StringNotEquals', ['ada', 'bob'], 'bob', false],
  ['StringNotEquals', ['ada', 'bob'], 'eve', true],
  ['StringNotEquals', [], 'ada', true],
  ['StringNotEquals', 'ada', null, true],
  ['StringEqualsIgnoreCase', 'ADA', 'ada', true],
  ['StringEqualsIgnoreCase', 'ADA', 'bob', false],
  ['StringEqualsIgnoreCase', 'ADA', null, false],
  ['StringNotEqualsIgnoreCase', 'ADA', 'ada', false],
  ['StringNotEqualsIgnoreCase', 'ADA', 'bob', true],
  ['StringNotEqualsIgnoreCase', 'ADA', null, true],
  ['StringLike', 'a*', 'ada', true],
  ['StringLike', 'a*', 'a', true],
  ['StringLike', 'a*', 'bada', false],
  ['StringLike', '*a', 'ada', true],
  ['StringLike', 'a?a', 'ada', true],
  ['StringLike', 'a?a', 'aa', false],
  ['StringLike', 'a?a', 'adda', false],
  ['StringLike', '*', '', true],
  ['StringLike', '?', '', false],
  ['StringLike', 'A*', 'ada', false],
  ['StringLike', 'ada', 'ada', true],
  ['StringLike', ['x*', 'a*'], 'ada', true],
  ['StringLike', 'a*', null, false],
  ['StringLike', '*a*b*', 'xxaxxbxx', true],
  ['StringLike', '*a*b*', 'xxbxxaxx', false],
  ['StringLike', 'a*a', 'a', false],
  ['StringLike', '**', 'anything', true],
  ['StringLike', 'a.c', 'abc', false],
  ['StringLike', '*?*', '', false],
  ['StringLike', '*b?d*', 'abcde', true],
  ['StringNotLike', 'a*', 'ada', false],
  ['StringNotLike', 'a*', 'bob', true],
  ['StringNotLike', ['a*', 'b*'], 'bob', false],
  ['StringNotLike', 'a*', null, true],
];

const numbers: Row[] = [
  ['NumericEquals', '10', '10', true],
  ['NumericEquals', 10, '10', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', '1e3', '1000', true],
  ['NumericEquals', '1000', '1E+3', true],
  ['NumericLessThan', '1.5e3', '1499', true],
  ['NumericGreaterThan', '1e-1', '0.2', true],
  ['NumericEquals', '1e', '1', false],
  ['NumericEquals', '-1.5', '-1.5', true],
  ['NumericEquals', '10', '11', false],
  ['NumericEquals', ['9', '10'], '10', true],
  ['NumericEquals', '10', null, false],
  ['NumericEquals', 'ten', 'ten', false],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', '10', '10', false],
  ['NumericNotEquals', '10', null, true],
  ['NumericNotEquals', '10', 'eleven', false],
  ['NumericNotEquals', 'ten', '11', false],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThan', '10', '-200', true],
  ['NumericLessThan', '10', null, false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericLessThanEquals', '10', '10.01', false],
  ['NumericGreaterThan', '10', '11', true],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '10', '9', false],
];

const dates: Row[] = [
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', true],
  ['DateEquals', '1.7672256e9', '2026-01-01T00:00:00Z', true],
  ['DateLessThan', '2026-02-30', '2026-01-01T00:00:00Z', false],
  ['DateNotEquals', '2026-02-30', '2026-01-01T00:00:00Z', false],
  ['DateLessThan', '2026-04-31T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['DateLessThan', '2026-02-29', '2026-01-01T00:00:00Z', false],
  ['DateLessThan', '2028-02-29', '2026-01-01T00:00:00Z', true],
  ['DateLessThan', '2026-13-01', '2026-01-01T00:00:00Z', false],
  ['DateLessThan', '2026-02-01T24:00:00Z', '2026-01-01T00:00:00Z', false],
  ['DateEquals', '2026-01-01T00:00Z', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600000', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', false],
  ['DateEquals', '2026-01-01T00:00:00Z', null, false],
  ['DateEquals', 'yesterday', 'yesterday', false],
  ['DateEquals', '2026-13-01', '2026-13-01', false],
  ['DateNotEquals', '2026-01-01', '2026-01-02', true],
  ['DateNotEquals', '2026-01-01', '2026-01-01', false],
  ['DateNotEquals', '2026-01-01', 'yesterday', false],
  ['DateNotEquals', '2026-01-01', null, true],
  ['DateLessThan', '2026-01-01', '2025-12-31T23:59:59Z', true],
  ['DateLessThan', '2026-01-01', '2026-01-01', false],
  ['DateLessThanEquals', '2026-01-01', '2026-01-01', true],
  ['DateLessThanEquals', '2026-01-01', '2026-01-02', false],
  ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:00.5Z', true],
  ['DateGreaterThan', '2026-01-01', '2026-01-01', false],
  ['DateGreaterThanEquals', '2026-01-01', '2026-01-01', true],
  ['DateGreaterThanEquals', '2026-01-01', '2025-01-01', false],
  ['DateGreaterThan', '2026-01-01', null, false],
];

const others: Row[] = [
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'True', 'true', true],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', 'false', true],
  ['Bool', 'yes', 'yes', false],
  ['Bool', 'true', null, false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QQ==', 'QQ==', true],
  ['BinaryEquals', 'QQ==', 'QQ', true],
  ['BinaryEquals', 'QQ==', 'A', false],
  ['BinaryEquals', 'QQ==', 'qq==', false],
  ['BinaryEquals', 'QQ==', null, false],
  ['Null', 'true', null, true],
  ['Null', true, null, true],
  ['Null', 'true', 'ada', false],
  ['Null', 'false', 'ada', true],
  ['Null', 'false', null, false],
  ['Null', 'False', 'ada', true],
  ['Null', ['true', 'false'], null, true],
  ['Null', ['true', 'false'], 'ada', true],
  ['Null', 'true', [], true],
  ['Null', 'false', '', true],
];

const addresses: Row[] = [
  ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
  ['IpAddress', '203.0.113.9/24', '203.0.113.7', true],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '203.0.113.7/32', '203.0.113.8', false],
  ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
  ['IpAddress', '128.0.0.0/1', '200.1.1.1', true],
  ['IpAddress', ['10.0.0.0/8', '203.0.113.0/24'], '203.0.113.7', true],
  ['IpAddress', '2001:db8::/32', '2001:db8:1234::1', true],
  ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:0:0:0:1', true],
  ['IpAddress', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', true],
  ['IpAddress', '::ffff:203.0.113.0/120', '::ffff:203.0.113.7', true],
  ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
  ['IpAddress', '::/0', '203.0.113.7', false],
  ['IpAddress', '0.0.0.0/0', '::1', false],
  ['IpAddress', '203.0.113.0/33', '203.0.113.7', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.256', false],
  ['IpAddress', '1::2::3', '1::2::3', false],
  ['IpAddress', '203.0.113.0/24', null, false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.7', false],
  ['NotIpAddress', '203.0.113.0/24', '2001:db8::1', true],
  ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
  ['NotIpAddress', '203.0.113.0/24', 'somewhere', false],
  ['NotIpAddress', '203.0.113.0/24', null, true],
];

const topic = 'arn:aws:sns:us-east-1:111122223333:orders';
const arns: Row[] = [
  ['ArnEquals', topic, topic, true],
  ['ArnEquals', 'arn:aws:sns:*:*:orders', topic, true],
  ['ArnEquals', 'arn:aws:sns:*:*:Orders', topic, false],
  ['ArnLike', 'arn:aws:sns:us-*:111122223333:*', topic, true],
  ['ArnLike', 'arn:aws:s?s:us-east-1:111122223333:orders', topic, true],
  ['ArnLike', 'arn:*:*:*:*:*', topic, true],
  // A pattern with fewer parts than six: whether its `*` runs past the colon, AWS does not say.
  ['ArnLike', 'arn:aws:sns:*:orders', topic, 'depends'],
  ['ArnLike', 'arn:aws:sns:*', topic, 'depends'],
  ['ArnLike', '*', topic, 'depends'],
  ['ArnLike', 'arn:aws:sqs:*', topic, false],
  ['ArnLike', 'arn:aws:sns', topic, false],
  ['ArnLike', ['arn:aws:sns:*', topic], topic, true],
  ['ArnLike', 'arn:aws:sns:*', 'orders', false],
  ['ArnNotLike', 'arn:aws:sns:*', topic, 'depends'],
  ['ArnNotLike', 'arn:aws:sqs:*', topic, 'depends'],
  ['ArnNotEquals', 'arn:aws:sqs', topic, 'depends'],
  ['ArnNotLike', ['arn:aws:sqs:*', topic], topic, false],
  ['ArnNotLike', 'arn:aws:sns:*', 'orders', false],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:*', `${topic}:subscription`, true],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:*:subscription', `${topic}:subscription`, true],
  // The example of AWS's page: a string operator would match, an ARN operator does not.
  [
    'ArnLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    false,
  ],
  [
    'StringLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    true,
  ],
  ['ArnLike', topic, 'orders', false],
  ['ArnLike', topic, null, false],
  ['ArnNotEquals', topic, `${topic}2`, true],
  ['ArnNotEquals', topic, topic, false],
  ['ArnNotEquals', topic, 'orders', false],
  ['ArnNotLike', 'arn:aws:sns:*:*:*', topic, false],
  ['ArnNotLike', 'arn:aws:sqs:*:*:*', topic, true],
  ['ArnNotLike', 'arn:aws:sqs:*:*:*', null, true],
];

const ifExists: Row[] = [
  ['StringEqualsIfExists', 'ada', null, true],
  ['StringEqualsIfExists', 'ada', 'ada', true],
  ['StringEqualsIfExists', 'ada', 'bob', false],
  ['StringNotEqualsIfExists', 'ada', null, true],
  ['StringNotEqualsIfExists', 'ada', 'ada', false],
  ['StringLikeIfExists', 'a*', null, true],
  ['StringLikeIfExists', 'a*', 'bob', false],
  ['StringNotLikeIfExists', 'a*', 'ada', false],
  ['StringEqualsIgnoreCaseIfExists', 'ADA', null, true],
  ['NumericEqualsIfExists', '1', null, true],
  ['NumericLessThanIfExists', '1', '2', false],
  ['NumericGreaterThanEqualsIfExists', '1', null, true],
  ['DateLessThanIfExists', '2026-01-01', null, true],
  ['DateGreaterThanIfExists', '2026-01-01', '2025-01-01', false],
  ['BoolIfExists', 'true', null, true],
  ['BoolIfExists', 'true', 'false', false],
  ['BinaryEqualsIfExists', 'QQ==', null, true],
  ['IpAddressIfExists', '203.0.113.0/24', null, true],
  ['IpAddressIfExists', '203.0.113.0/24', '198.51.100.1', false],
  ['NotIpAddressIfExists', '203.0.113.0/24', null, true],
  ['ArnLikeIfExists', topic, null, true],
  ['ArnEqualsIfExists', topic, `${topic}2`, false],
  ['ArnNotLikeIfExists', topic, null, true],
];

const sets: Row[] = [
  ['ForAnyValue:StringEquals', ['a', 'b'], ['b', 'c'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAnyValue:StringEquals', ['a'], null, false],
  ['ForAnyValue:StringEquals', ['a'], [], false],
  ['ForAnyValue:StringEquals', ['a'], [''], false],
  ['ForAnyValue:StringEquals', 'a', 'a', true],
  ['ForAnyValue:StringLike', 'a*', ['b', 'abc'], true],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', ['a'], null, false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], null, false],
  ['ForAnyValue:StringNotEqualsIfExists', ['a'], null, false],
  ['ForAnyValue:ArnLike', 'arn:aws:sns:*:*:*', ['x', topic], true],
  ['ForAnyValue:NumericLessThan', '5', ['7', '3'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a'], null, true],
  ['ForAllValues:StringEquals', ['a'], [], true],
  ['ForAllValues:StringEquals', ['a'], [''], true],
  ['ForAllValues:StringEquals', 'a', 'b', false],
  ['ForAllValues:StringLike', ['a*', 'b*'], ['abc', 'bcd'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'a'], false],
  ['ForAllValues:StringEqualsIfExists', ['a'], null, true],
  ['ForAllValues:NumericLessThan', '5', ['1', '2'], true],
  ['ForAllValues:NumericLessThan', '5', ['1', '7'], false],
  // Without a set operator a key with several values satisfies nothing.
  ['StringEquals', ['a', 'b'], ['a', 'b'], false],
  ['StringNotEquals', 'c', ['a', 'b'], false],
  ['StringEquals', 'a', ['a'], true],
];

const spelling: Row[] = [
  ['stringequals', 'ada', 'ada', true],
  ['STRINGNOTLIKE', 'a*', 'ada', false],
  ['foranyvalue:stringequals', ['a'], ['a', 'b'], true],
  ['forAllValues:StringEqualsIfExists', ['a'], ['b'], false],
];

describe.each([
  ['strings', strings],
  ['numbers', numbers],
  ['dates', dates],
  ['booleans, bytes and presence', others],
  ['addresses', addresses],
  ['ARNs', arns],
  ['IfExists', ifExists],
  ['sets', sets],
  ['names of operators in any case', spelling],
])('conditions on %s', (_, rows) => {
  test.each(rows)('%s %j, given %j: %s', (operator, wanted, given, expected) => {
    expect(holds(operator, wanted, given)).toBe(expected);
  });
});

test('a condition key is compared without case', () => {
  const identity = [allow({ Condition: { StringEquals: { 'AWS:sourceVPCE': 'vpce-1' } } })];
  expect(ask({ identity, context: { 'aws:SourceVpce': 'vpce-1' } }).decision).toBe('allow');
});

test('every operator and every key of a condition must hold', () => {
  const identity = [
    allow({
      Condition: {
        StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1' },
        Bool: { 'aws:SecureTransport': true },
      },
    }),
  ];
  const context = { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1', 'aws:SecureTransport': 'true' };
  expect(ask({ identity, context }).decision).toBe('allow');
  for (const key of Object.keys(context)) {
    expect(ask({ identity, context: { ...context, [key]: 'false' } }).decision).toBe('deny');
  }
});

const tagged = { 'aws:PrincipalTag/team': 'blue' };
type VariableRow = readonly [operator: string, wanted: unknown, given: string, context: Record<string, Value>, boolean];

const variables: VariableRow[] = [
  ['StringEquals', '${aws:PrincipalTag/team}', 'blue', tagged, true],
  ['StringEquals', '${AWS:principaltag/TEAM}', 'blue', tagged, true],
  ['StringEquals', 'x-${aws:PrincipalTag/team}-y', 'x-blue-y', tagged, true],
  ['StringEquals', '${aws:PrincipalTag/team}', 'red', tagged, false],
  ['StringEquals', '${aws:PrincipalTag/team}', 'blue', {}, false],
  ['StringNotEquals', '${aws:PrincipalTag/team}', 'red', tagged, true],
  ['StringNotEquals', '${aws:PrincipalTag/team}', 'red', {}, false],
  ['StringNotEquals', ['${aws:PrincipalTag/team}', 'green'], 'red', {}, false],
  ['StringEquals', ['${aws:PrincipalTag/team}', 'red'], 'red', {}, true],
  ['StringEqualsIfExists', '${aws:PrincipalTag/team}', 'red', {}, false],
  ['StringLike', '${aws:PrincipalTag/team}/*', 'blue/1', tagged, true],
  ['StringLike', '${aws:PrincipalTag/team}', 'blueish', { 'aws:PrincipalTag/team': 'blue*' }, false],
  ['StringLike', '${aws:PrincipalTag/team}', 'blue*', { 'aws:PrincipalTag/team': 'blue*' }, true],
  ['StringEqualsIgnoreCase', '${aws:PrincipalTag/team}', 'BLUE', tagged, true],
  ['ArnLike', 'arn:aws:sns:*:*:${aws:PrincipalTag/team}', 'arn:aws:sns:us-east-1:1:blue', tagged, true],
  ['ArnEquals', '${aws:PrincipalTag/arn}', topic, { 'aws:PrincipalTag/arn': topic }, true],
  ['ArnLike', 'arn:aws:sns:us-east-1:${aws:PrincipalAccount}:orders', topic, {}, true],
  ['Bool', '${aws:PrincipalTag/ok}', 'true', { 'aws:PrincipalTag/ok': 'true' }, true],
  ['NumericEquals', '${aws:PrincipalTag/n}', '1', { 'aws:PrincipalTag/n': '1' }, false],
  ['StringEquals', "${aws:PrincipalTag/team, 'red'}", 'red', {}, true],
  ['StringEquals', "${aws:PrincipalTag/team, 'red'}", 'blue', tagged, true],
  ['StringEquals', "${aws:PrincipalTag/team, 'red'}", 'red', tagged, false],
  ['StringEquals', "${aws:PrincipalTag/team, ''}", '', {}, true],
  ['StringLike', "${aws:PrincipalTag/team, '*'}", 'anything', {}, false],
  ['StringLike', '${*}', '*', {}, true],
  ['StringLike', '${*}', 'x', {}, false],
  ['StringLike', '${?}', '?', {}, true],
  ['StringLike', '${?}', 'x', {}, false],
  ['StringEquals', '${$}{x}', '${x}', {}, true],
  ['StringEquals', '${*}', '*', {}, true],
  ['StringEquals', '${aws:TagKeys}', 'a', { 'aws:TagKeys': ['a', 'b'] }, false],
  ['StringEquals', '${aws:PrincipalTag/team', '${aws:PrincipalTag/team', tagged, true],
];

describe('policy variables in conditions', () => {
  test.each(variables)('%s %j, given %j with %j: %s', (operator, wanted, given, context, expected) => {
    expect(holds(operator, wanted, given, context)).toBe(expected);
  });
});
