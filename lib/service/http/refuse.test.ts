import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { inEnglish, refusal } from './refuse';

const source = readdirSync('lib/service', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(`lib/service/${name}`, 'utf8'))
  .join('\n');

describe('refusals', () => {
  const codes = [...source.matchAll(/refusal\(\s*\d+,\s*'([a-z-]+)'/g)].map(([, code]) => code ?? '');

  it('are found in the source', () => {
    expect(codes.length).toBeGreaterThan(10);
  });

  it.each([...new Set(codes)])('%s has its words', (code) => {
    const problems: Record<string, object> = catalogues.en.problem;
    expect(problems[code]).toMatchObject({ title: expect.any(String), detail: expect.any(String) });
  });

  it('carry their words in English and their code and values for other languages', () => {
    const { problem } = refusal(409, 'role-connected', { roleArn: 'arn:aws:iam::111122223333:role/r' });
    expect(problem).toMatchObject({
      type: 'urn:tributary:problem:role-connected',
      status: 409,
      detail: 'There is a connection with the role arn:aws:iam::111122223333:role/r.',
      values: { roleArn: 'arn:aws:iam::111122223333:role/r' },
    });
  });

  it('say a sentence of the catalogue', () => {
    expect(inEnglish({ key: 'arn.has-blank' })).toBe('There is a blank inside this ARN. Copy it again in one piece.');
  });
});
