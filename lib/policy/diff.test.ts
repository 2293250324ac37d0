import { describe, expect, test } from 'vitest';
import { samePolicy } from './canonical';
import { diffPolicies } from './diff';

const statement = (sid: string | null, action: string | string[] = 'a:b') =>
  JSON.stringify({ ...(sid === null ? {} : { Sid: sid }), Effect: 'Allow', Action: action, Resource: '*' });
const document = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(',')}]}`;

describe('the difference of two policies', () => {
  test('kept, added, removed and changed statements', () => {
    const before = document(statement('Stays'), statement('Goes'), statement('Changes'));
    const after = document(statement('Changes', 'a:c'), statement('Stays'), statement('Comes'));
    expect(diffPolicies(before, after)).toEqual({
      kept: [{ sid: 'Stays', text: statement('Stays') }],
      added: [{ sid: 'Comes', text: statement('Comes') }],
      removed: [{ sid: 'Goes', text: statement('Goes') }],
      changed: [{ sid: 'Changes', before: statement('Changes'), after: statement('Changes', 'a:c') }],
    });
  });

  test('layout is no difference', () => {
    const after = JSON.stringify(JSON.parse(document(statement('Stays'))), null, 2);
    expect(diffPolicies(document(statement('Stays')), after)).toMatchObject({ added: [], removed: [], changed: [] });
  });

  test('statements without a Sid are the same or not', () => {
    const diff = diffPolicies(document(statement(null), statement(null, 'a:c')), document(statement(null, 'a:c')));
    expect(diff).toMatchObject({ kept: [{ sid: null }], removed: [{ sid: null, text: statement(null) }], added: [] });
  });

  test('no policy before, none after', () => {
    expect(diffPolicies(null, document(statement('Comes'))).added).toHaveLength(1);
    expect(diffPolicies(document(statement('Goes')), null).removed).toHaveLength(1);
    expect(diffPolicies(null, null)).toEqual({ kept: [], added: [], removed: [], changed: [] });
  });

  test('a text that is no policy counts as a whole', () => {
    expect(diffPolicies('garbage', document(statement('Comes')))).toMatchObject({
      removed: [{ sid: null, text: 'garbage' }],
      added: [{ sid: 'Comes' }],
    });
  });
});

const base = (more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', ...more } });

describe('policies that say the same', () => {
  test.each([
    ['a string and a list of one', base({}), base({ Action: ['a:b'] })],
    ['lists in another order', base({ Action: ['a:b', 'a:c'] }), base({ Action: ['a:c', 'a:b', 'a:b'] })],
    ['actions in another case', base({}), base({ Action: 'A:B' })],
    [
      'an account and its root ARN',
      base({ Principal: { AWS: '111122223333' } }),
      base({ Principal: { AWS: ['arn:aws:iam::111122223333:root'] } }),
    ],
    ['everybody, written twice', base({ Principal: '*' }), base({ Principal: { AWS: '*' } })],
    [
      'condition keys in another case',
      base({ Condition: { Bool: { 'aws:X': true } } }),
      base({ Condition: { bool: { 'AWS:x': 'true' } } }),
    ],
    ['statements in another order', document(statement('A'), statement('B')), document(statement('B'), statement('A'))],
    [
      'one statement and a list of one',
      document(statement('A')),
      `{"Version":"2012-10-17","Statement":${statement('A')}}`,
    ],
    ['the same text that is no policy', 'garbage', 'garbage'],
    ['no policy', null, null],
  ])('%s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(true);
  });

  test.each([
    ['another action', base({}), base({ Action: 'a:c' })],
    ['another effect', base({}), base({ Effect: 'Deny' })],
    [
      'Resource and NotResource',
      base({}),
      JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'a:b', NotResource: '*' } }),
    ],
    ['resources in another case', base({ Resource: 'a' }), base({ Resource: 'A' })],
    ['another Sid', base({ Sid: 'A' }), base({ Sid: 'B' })],
    ['another version', base({}), base({}).replace('2012', '2008')],
    ['a condition more', base({}), base({ Condition: { Bool: { k: true } } })],
    ['a statement twice', document(statement('A')), document(statement('A'), statement('A'))],
    ['a policy and none', base({}), null],
    ['two texts that are no policies', 'garbage', 'rubbish'],
  ])('are not those with %s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(false);
  });
});
