import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PolicyDocument, parsePolicy } from './document';

function read(text: string): PolicyDocument {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error(`${result.problem.key} at ${result.problem.where}`);
  return result.document;
}

const statement = '{"Effect":"Allow","Action":"a:b","Resource":"*"}';
const withStatement = (body: string) => `{"Version":"2012-10-17","Statement":${body}}`;

describe('what a policy may be', () => {
  test('one statement or a list of them', () => {
    expect(read(withStatement(statement)).statements).toHaveLength(1);
    expect(read(withStatement(`[${statement}, ${statement}]`)).statements.map(({ index }) => index)).toEqual([0, 1]);
    expect(read(withStatement('[]')).statements).toEqual([]);
  });

  test('a string or a list of strings', () => {
    const [first] = read(withStatement('{"Effect":"Deny","Action":["a:b","c:d"],"NotResource":"x"}')).statements;
    expect(first).toMatchObject({ effect: 'Deny', actions: ['a:b', 'c:d'], resources: null, notResources: ['x'] });
  });

  test('a statement keeps its text as it was written', () => {
    const text = '{ "Effect" : "Allow",\r\n\t"Action":"a:\\u0062" }';
    const [first] = read(`{"Statement":[${statement},  ${text} ]}`).statements.slice(1);
    expect(first?.text).toBe(text);
    expect(first?.actions).toEqual(['a:b']);
  });

  test('no version is the older version', () => {
    expect(read(`{"Statement":${statement}}`).version).toBe('2008-10-17');
    expect(read(`{"Version":"2008-10-17","Id":"one","Statement":${statement}}`).id).toBe('one');
  });

  test('principals of every form', () => {
    const principal = '{"AWS":["1","*"],"Service":"s","Federated":"f","CanonicalUser":"c"}';
    const [named, all, except] = read(
      withStatement(
        `[{"Effect":"Allow","Action":"*","Principal":${principal}},{"Effect":"Allow","Action":"*","Principal":"*"},{"Effect":"Deny","Action":"*","NotPrincipal":{"AWS":"1"}}]`,
      ),
    ).statements;
    expect(named?.principals).toEqual([
      { kind: 'AWS', value: '1' },
      { kind: 'AWS', value: '*' },
      { kind: 'Service', value: 's' },
      { kind: 'Federated', value: 'f' },
      { kind: 'CanonicalUser', value: 'c' },
    ]);
    expect(all?.principals).toEqual([{ kind: '*', value: '*' }]);
    expect(except).toMatchObject({ principals: null, notPrincipals: [{ kind: 'AWS', value: '1' }] });
  });

  test('numbers and booleans in conditions are read as they are written', () => {
    const condition = '{"Bool":{"k":true},"NumericEquals":{"n":[1.0,"2"]}}';
    const [first] = read(withStatement(`{"Effect":"Allow","Action":"*","Condition":${condition}}`)).statements;
    expect(first?.conditions).toEqual([
      { operator: 'Bool', key: 'k', values: ['true'] },
      { operator: 'NumericEquals', key: 'n', values: ['1.0', '2'] },
    ]);
  });
});

const body = (more: string) => withStatement(`{"Effect":"Allow","Action":"a:b",${more}}`);

describe('what is refused', () => {
  test.each([
    ['nothing', '', 'not-json', ''],
    ['no JSON', 'hello', 'not-json', ''],
    ['something after the end', `${withStatement(statement)}}`, 'not-json', ''],
    ['a trailing comma', withStatement(`[${statement},]`), 'not-json', ''],
    ['a comment', `/* x */${withStatement(statement)}`, 'not-json', ''],
    ['a byte order mark', `\uFEFF${withStatement(statement)}`, 'not-json', ''],
    ['a line break inside a string', withStatement('{"Effect":"All\now"}'), 'not-json', ''],
    ['half an escape', '{"Version":"\\u00', 'not-json', ''],
    ['a list', '[]', 'wrong-type', ''],
    ['null', 'null', 'wrong-type', ''],
    ['too deep', '['.repeat(5000), 'too-deep', ''],
    ['no statement', '{"Version":"2012-10-17"}', 'missing-element', 'Statement'],
    ['an empty object, as Kinesis answers when there is none', '{}', 'missing-element', 'Statement'],
    ['another version', `{"Version":"2020-01-01","Statement":${statement}}`, 'wrong-value', 'Version'],
    ['a version that is a number', `{"Version":2012,"Statement":${statement}}`, 'wrong-type', 'Version'],
    [
      'an element given twice',
      '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}',
      'duplicate-element',
      'Version',
    ],
    ['an unknown element', `{"Statement":${statement},"Comment":"x"}`, 'unknown-element', 'Comment'],
    ['a name in another case', `{"statement":${statement}}`, 'unknown-element', 'statement'],
    ['a statement that is a string', withStatement('"x"'), 'wrong-type', 'Statement[0]'],
    ['no effect', withStatement('{"Action":"*"}'), 'missing-element', 'Statement[0].Effect'],
    [
      'an effect in another case',
      withStatement('{"Effect":"allow","Action":"*"}'),
      'wrong-value',
      'Statement[0].Effect',
    ],
    ['no action', withStatement('{"Effect":"Allow"}'), 'missing-element', 'Statement[0].Action'],
    [
      'an empty list of actions',
      withStatement('{"Effect":"Allow","Action":[]}'),
      'empty-element',
      'Statement[0].Action',
    ],
    ['Action and NotAction', body('"NotAction":"x"'), 'excluding-elements', 'Statement[0].NotAction'],
    [
      'Resource and NotResource',
      body('"Resource":"x","NotResource":"x"'),
      'excluding-elements',
      'Statement[0].NotResource',
    ],
    [
      'Principal and NotPrincipal',
      body('"Principal":"*","NotPrincipal":"*"'),
      'excluding-elements',
      'Statement[0].NotPrincipal',
    ],
    [
      'a principal that is a bare ARN',
      body('"Principal":"arn:aws:iam::1:root"'),
      'wrong-value',
      'Statement[0].Principal',
    ],
    [
      'a principal of an unknown kind',
      body('"Principal":{"Aws":"1"}'),
      'unknown-element',
      'Statement[0].Principal.Aws',
    ],
    ['an empty principal', body('"Principal":{}'), 'empty-element', 'Statement[0].Principal'],
    [
      'a principal that is a number',
      body('"Principal":{"AWS":111122223333}'),
      'wrong-type',
      'Statement[0].Principal.AWS',
    ],
    ['a resource that is a number', body('"Resource":1'), 'wrong-type', 'Statement[0].Resource'],
    ['a condition that is a list', body('"Condition":[]'), 'wrong-type', 'Statement[0].Condition'],
    [
      'an unknown operator',
      body('"Condition":{"StringIs":{"k":"v"}}'),
      'unknown-operator',
      'Statement[0].Condition.StringIs',
    ],
    [
      'Null with IfExists',
      body('"Condition":{"NullIfExists":{"k":"true"}}'),
      'unknown-operator',
      'Statement[0].Condition.NullIfExists',
    ],
    [
      'an unknown set',
      body('"Condition":{"ForSome:StringEquals":{"k":"v"}}'),
      'unknown-operator',
      'Statement[0].Condition.ForSome:StringEquals',
    ],
    [
      'a condition value that is an object',
      body('"Condition":{"Bool":{"k":{}}}'),
      'wrong-type',
      'Statement[0].Condition.Bool.k',
    ],
    [
      'a condition value that is null',
      body('"Condition":{"Bool":{"k":null}}'),
      'wrong-type',
      'Statement[0].Condition.Bool.k',
    ],
  ])('%s', (_, text, key, where) => {
    expect(parsePolicy(text)).toMatchObject({ ok: false, problem: { key, where } });
  });

  test('with the place', () => {
    const text = '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Actions": "*" }]\n}';
    expect(parsePolicy(text)).toEqual({
      ok: false,
      problem: { key: 'unknown-element', where: 'Statement[0].Actions', line: 3, column: 38 },
    });
  });
});

describe('any text', () => {
  test('is read or refused, never thrown', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parsePolicy(text).ok === 'boolean'));
    fc.assert(fc.property(fc.json(), (text) => typeof parsePolicy(text).ok === 'boolean'));
  });

  test('cut off anywhere is refused', () => {
    const whole = body('"Principal":{"AWS":"*"},"Condition":{"Bool":{"aws:SecureTransport":true}}');
    for (let end = 0; end < whole.length; end += 1) expect(parsePolicy(whole.slice(0, end)).ok).toBe(false);
  });
});
