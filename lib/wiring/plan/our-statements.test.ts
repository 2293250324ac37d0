import { describe, expect, it } from 'vitest';
import { isRolePolicyFor } from './our-statements';

const name = 'Tributary-abcdef012345';
const stream = 'arn:aws:kinesis:us-east-1:111122223333:stream/orders';
const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/orders';

const policy = (Resource: string | string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource } });

describe('an inline policy of ours is for a source', () => {
  it.each<[string, string, string | string[], boolean]>([
    ['that it names', stream, stream, true],
    ['that it names beside another', stream, [`${stream}-other`, stream], true],
    ['of which it names a registered consumer', stream, `${stream}/consumer/efo*`, true],
    ['of which it names the stream', table, `${table}/stream/*`, true],
    ['not when it names another that begins alike', stream, `${stream}-other/consumer/efo*`, false],
    ['not when it names everything', stream, '*', false],
  ])('%s', (_, source, resource, expected) => {
    expect(isRolePolicyFor(source, { name, text: policy(resource) })).toBe(expected);
  });

  it('not when somebody else gave it', () => {
    expect(isRolePolicyFor(stream, { name: 'theirs', text: policy(stream) })).toBe(false);
  });
});
