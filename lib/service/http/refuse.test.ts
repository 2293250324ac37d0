import { describe, expect, it } from 'vitest';
import { inEnglish, refusal } from './refuse';

describe('refusals', () => {
  it('carry their words in English and their code and values for other languages', () => {
    const { problem } = refusal(409, 'role-connected', { roleArn: 'arn:aws:iam::111122223333:role/r' });
    expect(problem).toMatchObject({
      type: 'urn:tributary:problem:role-connected',
      status: 409,
      detail: 'There is a connection with the role arn:aws:iam::111122223333:role/r.',
      fix: 'Edit the connection that is there.',
      values: { roleArn: 'arn:aws:iam::111122223333:role/r' },
    });
    expect(problem).not.toHaveProperty('cause');
  });

  it('say a sentence of the catalogue', () => {
    expect(inEnglish({ key: 'arn.has-blank' })).toBe('There is a blank inside this ARN. Copy it again in one piece.');
  });
});
