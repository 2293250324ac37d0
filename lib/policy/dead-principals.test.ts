import { describe, expect, it } from 'vitest';
import { withoutDeadPrincipals } from './dead-principals';

const gone = 'AROAEXAMPLEEXAMPLE001';
const other = 'AIDAEXAMPLEEXAMPLE002';
const role = 'arn:aws:iam::222222222222:role/reader';

const policy = (...statements: string[]) => `{ "Version": "2012-10-17",\n "Statement" : [${statements.join(',')}] }`;
const statement = (principal: string) =>
  `{"Effect":"Allow","Principal":${principal},"Action":"kinesis:GetRecords","Resource":"*"}`;

describe('a policy without the principals that are gone', () => {
  const alive = statement(`{ "AWS" : "${role}" }`);
  it.each<[string, string, string | null]>([
    ['loses a statement that is for them only', policy(alive, statement(`{"AWS":"${gone}"}`)), policy(alive)],
    [
      'loses a statement for several of them',
      policy(statement(`{"AWS":["${gone}","${other}"]}`), alive),
      policy(alive),
    ],
    ['is none when nothing is left', policy(statement(`{"AWS":"${gone}"}`)), null],
    [
      'loses one from the middle of a list',
      policy(statement(`{"AWS": [ "${role}", "${gone}" , "111111111111" ]}`)),
      policy(statement(`{"AWS": [ "${role}", "111111111111" ]}`)),
    ],
    [
      'loses two in a row at the end of a list',
      policy(statement(`{"AWS":["${role}","${gone}","${other}"]}`)),
      policy(statement(`{"AWS":["${role}"]}`)),
    ],
    [
      'keeps the service beside them',
      policy(statement(`{"AWS":"${gone}","Service":"logs.amazonaws.com"}`)),
      policy(statement(`{"Service":"logs.amazonaws.com"}`)),
    ],
    [
      'loses one from whom a statement is not for',
      policy(statement(`{"AWS":["${gone}","${role}"]}`).replace('Principal', 'NotPrincipal')),
      policy(statement(`{"AWS":["${role}"]}`).replace('Principal', 'NotPrincipal')),
    ],
    [
      'keeps those whom alone a statement is not for',
      policy(statement(`{"AWS":["${gone}"]}`).replace('Principal', 'NotPrincipal')),
      policy(statement(`{"AWS":["${gone}"]}`).replace('Principal', 'NotPrincipal')),
    ],
    ['is left as it is when all are alive', policy(alive), policy(alive)],
  ])('%s', (_, before, after) => {
    const result = withoutDeadPrincipals(before);
    expect(result).toMatchObject({ ok: true, text: after });
  });

  it('names whom it dropped', () => {
    const result = withoutDeadPrincipals(policy(alive, statement(`{"AWS":["${gone}","${other}"]}`)));
    expect(result).toMatchObject({ dropped: [gone, other] });
  });

  it('is refused when it does not parse', () => {
    expect(withoutDeadPrincipals('{"Statement":[').ok).toBe(false);
  });
});
