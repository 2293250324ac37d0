import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from './document';
import { mergeStatements, type OwnStatement, removeStatements } from './merge';

const own = (sid: string, action = 'kinesis:GetRecords'): OwnStatement => ({
  sid,
  statement: { Sid: sid, Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: [action], Resource: '*' },
});

function merged(text: string | null, ours: readonly OwnStatement[]): string {
  const result = mergeStatements(text, ours);
  if (!result.ok) throw new Error(result.problem.key);
  return result.text;
}

function removed(text: string, sids: readonly string[]): string | null {
  const result = removeStatements(text, sids);
  if (!result.ok) throw new Error(result.problem.key);
  return result.text;
}

const theirs = '{"Sid":"Theirs","Effect":"Allow","Principal":"*","Action":"a:b","Resource":"*"}';
const pretty = `{
  "Version": "2012-10-17",
  "Id": "kept",
  "Statement": [
    {
      "Sid": "Theirs",
      "Effect": "Allow",
      "Principal": "*",
      "Action": "a:b"
    }
  ]
}
`;

const layouts: (readonly [string, string])[] = [
  ['on one line', `{"Version":"2012-10-17","Statement":[${theirs}]}`],
  ['indented by two', pretty],
  ['indented by four', pretty.replaceAll('  ', '    ')],
  ['indented by tabs', pretty.replaceAll('  ', '\t')],
  ['with Windows line ends', pretty.replaceAll('\n', '\r\n')],
  ['a statement alone', `{"Version":"2012-10-17","Statement":${theirs}}`],
  ['a statement alone, indented', pretty.replace('[\n    {', '{').replace('}\n  ]', '}')],
  ['two statements', `{"Statement":[${theirs},${theirs.replace('Theirs', 'Others')}],"Version":"2012-10-17"}`],
  ['two statements with blanks everywhere', `{ "Statement" : [ ${theirs} , ${theirs.replace('Theirs', 'Others')} ] }`],
  ['a list of one with a blank before the bracket', `{"Statement":[${theirs} ]}`],
  ['statements one a line', `{"Statement":[\n  ${theirs},\n  ${theirs.replace('Theirs', 'Others')}\n]}`],
  ['without any Sid', `{"Statement":[${theirs.replace('"Sid":"Theirs",', '')}]}`],
];

describe('merging', () => {
  test.each(layouts)('keeps every statement of others as it came: %s', (_, text) => {
    const before = parsePolicy(text);
    const after = parsePolicy(merged(text, [own('TributaryA'), own('TributaryB')]));
    if (!before.ok || !after.ok) throw new Error('does not parse');
    const texts = after.document.statements.map((statement) => statement.text);
    expect(texts.slice(0, -2)).toEqual(before.document.statements.map((statement) => statement.text));
    expect(after.document.statements.slice(-2).map(({ sid }) => sid)).toEqual(['TributaryA', 'TributaryB']);
  });

  test.each(layouts)('and taking ours away again gives the original: %s', (_, text) => {
    for (const sids of [['TributaryA'], ['TributaryA', 'TributaryB', 'TributaryC']]) {
      const whole = merged(
        text,
        sids.map((sid) => own(sid)),
      );
      expect(removed(whole, sids)).toBe(text);
      expect(removed(whole, sids.toReversed())).toBe(text);
    }
  });

  test('looks like what stands around it', () => {
    expect(merged(pretty, [{ sid: 'TributaryA', statement: { Effect: 'Allow', Action: 'a:b' } }])).toBe(
      pretty.replace(
        '    }\n  ]',
        '    },\n    {\n      "Sid": "TributaryA",\n      "Effect": "Allow",\n      "Action": "a:b"\n    }\n  ]',
      ),
    );
  });

  test('no policy yet makes a new one, which is gone when ours is taken away', () => {
    const text = merged(null, [own('TributaryA')]);
    expect(JSON.parse(text)).toMatchObject({ Version: '2012-10-17', Statement: [{ Sid: 'TributaryA' }] });
    expect(removed(text, ['TributaryA'])).toBeNull();
  });

  test('an empty list takes ours', () => {
    const text = merged('{"Version":"2012-10-17","Statement":[ ]}', [own('TributaryA')]);
    expect(parsePolicy(text)).toMatchObject({ ok: true, document: { statements: [{ sid: 'TributaryA' }] } });
  });

  test('a statement with the same Sid is replaced where it stands', () => {
    const first = merged(pretty, [own('TributaryA'), own('TributaryB')]);
    const second = merged(first, [own('TributaryA', 'kinesis:ListShards')]);
    expect(second).toBe(first.replace('kinesis:GetRecords', 'kinesis:ListShards'));
  });

  test('a statement that says the same already stays as it is', () => {
    const text = `{"Statement":[{"Sid":"TributaryA","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Action":"kinesis:getrecords","Resource":["*"]}]}`;
    expect(merged(text, [own('TributaryA')])).toBe(text);
  });

  test('merging twice changes nothing more', () => {
    const once = merged(pretty, [own('TributaryA'), own('TributaryB')]);
    expect(merged(once, [own('TributaryA'), own('TributaryB')])).toBe(once);
  });

  test('a statement given as text goes in character for character', () => {
    const statement = '{ "Sid":"Back",  "Effect":"Deny", "Action":"*" }';
    expect(merged(pretty, [{ sid: 'Back', statement }])).toContain(statement);
  });
});

describe('what is not written', () => {
  test.each([
    ['no JSON', 'not a policy'],
    ['a policy that IAM would not take', '{"Statement":[{"Effect":"Maybe","Action":"*"}]}'],
    ['an element twice', '{"Statement":[],"Statement":[]}'],
  ])('%s', (_, text) => {
    expect(mergeStatements(text, [own('TributaryA')]).ok).toBe(false);
    expect(removeStatements(text, ['TributaryA']).ok).toBe(false);
  });

  test('over a Sid that is not ours', () => {
    const result = mergeStatements(pretty, [own('Theirs')], (sid) => sid.startsWith('Tributary'));
    expect(result).toMatchObject({ ok: false, problem: { key: 'sid-taken', where: 'Theirs', line: 5 } });
  });

  test('something of ours that is no statement', () => {
    expect(mergeStatements(pretty, [{ sid: 'TributaryA', statement: { Effect: 'Perhaps' } }]).ok).toBe(false);
    expect(mergeStatements(null, [{ sid: 'TributaryA', statement: '{' }]).ok).toBe(false);
  });
});

describe('removing', () => {
  test('a Sid that is not there changes nothing', () => {
    expect(removed(pretty, ['TributaryA'])).toBe(pretty);
  });

  test('the first of several, and all with the same Sid', () => {
    const text = `{"Statement":[${theirs}, ${theirs.replace('Theirs', 'Others')}, ${theirs}]}`;
    expect(removed(text, ['Theirs'])).toBe(`{"Statement":[${theirs.replace('Theirs', 'Others')}]}`);
  });

  test('the last statement leaves no policy', () => {
    expect(removed(pretty, ['Theirs'])).toBeNull();
    expect(removed(`{"Statement":${theirs}}`, ['Theirs'])).toBeNull();
  });
});

const blank = fc.stringMatching(/^(?:\r?\n)?[ \t]{0,6}$/);
const step = fc.constantFrom(undefined, 1, 2, 4, '\t');
const statementText = fc
  .tuple(
    fc.option(fc.stringMatching(/^[A-Z][a-z]{0,6}$/), { nil: undefined }),
    fc.stringMatching(/^[a-z]{1,5}:[A-Z*]{1,4}$/),
    step,
  )
  .map(([Sid, Action, indent]) => JSON.stringify({ Sid, Effect: 'Allow', Action, Resource: '*' }, null, indent));
const documentText = fc
  .tuple(
    fc.array(fc.tuple(blank, statementText, blank), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    blank,
    fc.constantFrom('', '"Version":"2012-10-17", '),
  )
  .map(([parts, alone, gap, version]) => {
    const [first] = parts;
    const list = alone && first ? first[1] : `[${parts.map((part) => part.join('')).join(',')}]`;
    return `${gap}{${version}"Statement":${gap}${list}${gap}}${gap}`;
  });

test('for any policy, merge then remove gives back the original bytes', () => {
  fc.assert(
    fc.property(documentText, fc.integer({ min: 1, max: 4 }), fc.boolean(), (text, count, reverse) => {
      const sids = Array.from({ length: count }, (_, index) => `Tributary${index}`);
      const whole = merged(
        text,
        sids.map((sid) => own(sid)),
      );
      expect(removed(whole, reverse ? sids.toReversed() : sids)).toBe(text);
    }),
  );
});
