import { describe, expect, it } from 'vitest';
import { reading } from './reading';
import { messageOf, refusalOf } from './refusal';

const session = { principalArn: 'arn:aws:sts::111122223333:assumed-role/operator/tributary-read' };

function failure(name: string, message: string, status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

describe('a refusal', () => {
  it.each([
    [
      'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kinesis:ListStreams because no identity-based policy allows the kinesis:ListStreams action',
      {
        principal: 'arn:aws:sts::111122223333:assumed-role/r/s',
        action: 'kinesis:ListStreams',
        policyType: 'identity-based policy',
      },
    ],
    [
      'User: arn:aws:iam::1:user/u is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/r with an explicit deny in a service control policy: arn:aws:organizations::3:policy/x',
      { action: 'sts:AssumeRole', resource: 'arn:aws:iam::2:role/r', policyType: 'service control policy' },
    ],
    [
      'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: iam:GetRole on resource: role kds-reader1-role because no session policy allows the iam:GetRole action',
      { action: 'iam:GetRole', resource: 'role kds-reader1-role', policyType: 'session policy' },
    ],
  ])('is read from %s', (message, expected) => {
    expect(refusalOf(failure('AccessDeniedException', message), 'us', 'x:Y')).toMatchObject({ ...expected, message });
  });

  it('names the call that was made where AWS does not', () => {
    expect(refusalOf(failure('AccessDenied', 'Access Denied'), 'us', 'iam:GetRole', 'arn:r')).toEqual({
      principal: 'us',
      action: 'iam:GetRole',
      resource: 'arn:r',
      message: 'Access Denied',
    });
  });
});

describe('reading', () => {
  const read = (error: Error) =>
    reading(session, 'kinesis:DescribeStreamSummary', 'arn:s', () => Promise.reject(error));

  it.each([
    ['AccessDeniedException', 'refused'],
    ['ResourceNotFoundException', 'absent'],
    ['NoSuchEntityException', 'absent'],
    ['LimitExceededException', 'failed'],
    ['TimeoutError', 'failed'],
  ])('turns %s into %s', async (name, state) => {
    expect(await read(failure(name, 'words'))).toMatchObject({ state });
  });

  it.each([
    ['throttled', failure('LimitExceededException', 'Rate exceeded'), true],
    ['failed by AWS', failure('InternalFailure', 'UnknownError', 500), true],
    ['answered by some proxy', failure('SyntaxError', 'Unexpected token, "<html>" is not valid JSON', 200), true],
    ['refused', failure('AccessDeniedException', 'no'), false],
    ['not answered', failure('TimeoutError', 'no answer'), false],
  ])('asks again what was %s: %3$s', async (_, error, again) => {
    let calls = 0;
    const read = await reading(session, 'kinesis:ListStreams', undefined, async () => {
      calls += 1;
      if (calls < 3) throw error;
      return 'streams';
    });
    expect([read.state === 'known', calls]).toEqual(again ? [true, 3] : [false, 1]);
  });
});

describe('the words', () => {
  it.each([
    [failure('InternalFailure', 'UnknownError', 500), 'InternalFailure (HTTP 500)'],
    [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [
      failure('SyntaxError', 'Unexpected token \'<\', "<html>" is not valid JSON', 502),
      'The endpoint answered with something that AWS does not answer with (HTTP 502).',
    ],
    [failure('ThrottlingException', 'Rate exceeded'), 'Rate exceeded'],
  ])('of %s', (error, words) => {
    expect(messageOf(error)).toBe(words);
  });
});
