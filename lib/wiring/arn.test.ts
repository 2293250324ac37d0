import { describe, expect, it } from 'vitest';
import { accountOf, parseArn } from './arn';
import { expectResource, thingIn } from './resource/arn-reading';
import { roleName } from './resource/iam-arn';
import { streamName } from './resource/kinesis-arn';
import { functionName, unqualified, withoutLatest } from './resource/lambda-arn';
import { resources } from './resource/resources';

describe('an ARN', () => {
  it.each([
    ['a stream', 'arn:aws:kinesis:eu-west-1:111111111111:stream/orders', 'kinesis-stream'],
    ['a stream in China', 'arn:aws-cn:kinesis:cn-north-1:111111111111:stream/orders', 'kinesis-stream'],
    [
      'a registered consumer',
      'arn:aws:kinesis:eu-west-1:111111111111:stream/o/consumer/b:1706616477',
      'kinesis-consumer',
    ],
    [
      'a DynamoDB stream',
      'arn:aws:dynamodb:eu-west-1:111111111111:table/Orders/stream/2026-01-31T12:00:00.000',
      'dynamodb-stream',
    ],
    ['a DynamoDB table', 'arn:aws:dynamodb:eu-west-1:111111111111:table/Orders', 'dynamodb-table'],
    [
      'a VPC connection',
      'arn:aws:kafka:eu-west-1:222222222222:vpc-connection/111111111111/bus/7d1a-2',
      'msk-vpc-connection',
    ],
    ['a function', 'arn:aws:lambda:eu-west-1:222222222222:function:reader', 'lambda-function'],
    ['a function with an alias', 'arn:aws:lambda:eu-west-1:222222222222:function:reader:live', 'lambda-function'],
    ['a role with a path in GovCloud', 'arn:aws-us-gov:iam::222222222222:role/a/b/reader', 'iam-role'],
    ['a role session', 'arn:aws:sts::222222222222:assumed-role/reader/x', 'role-session'],
    ['something else', 'arn:aws:s3:::bucket/key', 'other'],
  ])('of %s is known', (_, text, kind) => {
    const parsed = parseArn(text);
    expect(parsed.ok && thingIn(resources, parsed.arn)).toBe(kind);
  });

  it('copied with blanks around it is read', () => {
    const parsed = parseArn('  arn:aws:iam::222222222222:role/orders-consumer-exec\n');
    expect(parsed.ok && parsed.arn.text).toBe('arn:aws:iam::222222222222:role/orders-consumer-exec');
  });

  it.each([
    ['nothing', '  ', 'arn.empty'],
    ['a name', 'orders', 'arn.not-an-arn'],
    ['too few parts', 'arn:aws:kinesis:us-east-1', 'arn.not-an-arn'],
    ['an account that is too short', 'arn:aws:kinesis:us-east-1:1111:stream/orders', 'arn.bad-account'],
    ['no partition of AWS', 'arn:azure:kinesis:us-east-1:111111111111:stream/orders', 'arn.unknown-partition'],
    ['a blank inside', 'arn:aws:kinesis:us-east-1:111111111111:stream/or ders', 'arn.has-blank'],
  ])('that is %s is refused in words', (_, text, key) => {
    const parsed = parseArn(text);
    expect(parsed.ok ? null : parsed.problem.key).toBe(key);
  });

  it('of the wrong kind is named for what it is', () => {
    const found = 'arn:aws:dynamodb:eu-west-1:111111111111:table/Orders/stream/2026-01-31T12:00:00.000';
    const result = expectResource(resources, found, ['kinesis-stream']);
    expect(result).toEqual({
      ok: false,
      problem: { key: 'arn.wrong-kind', values: { found: 'dynamodb_stream', expected: 'kinesis_stream' } },
    });
  });

  it.each(['arn:aws:kinesis::111111111111:stream/orders', 'arn:aws:kinesis:us-east-1::stream/orders'])(
    'without its place, %s, is refused in words',
    (text) => {
      expect(expectResource(resources, text, ['kinesis-stream'])).toEqual({
        ok: false,
        problem: { key: 'arn.no-place' },
      });
    },
  );

  it('gives the names people use', () => {
    expect(streamName('arn:aws:kinesis:eu-west-1:111111111111:stream/orders/consumer/b:17')).toBe('orders');
    expect(functionName('arn:aws:lambda:eu-west-1:222222222222:function:reader:live')).toBe('reader');
    expect(roleName('arn:aws:iam::222222222222:role/service-role/reader')).toBe('reader');
    expect(unqualified('arn:aws:lambda:eu-west-1:222222222222:function:reader:live')).toBe(
      'arn:aws:lambda:eu-west-1:222222222222:function:reader',
    );
    expect(withoutLatest('arn:aws:lambda:eu-west-1:222222222222:function:reader:$LATEST')).toBe(
      'arn:aws:lambda:eu-west-1:222222222222:function:reader',
    );
    expect(accountOf('arn:aws:s3:::bucket')).toBeNull();
  });
});
