import { describe, expect, it } from 'vitest';
import { evidence, known, mapping } from '@/lib/trial/fixture/seed-wire';
import { type StallFacts, whyNotLogged } from './trace-cause';

const facts: StallFacts = {
  verdicts: [],
  evidence: evidence({ mapping: known(mapping()) }),
  throttles: 0,
  errors: 0,
  filteredOut: 0,
  logRefusal: null,
  logFailure: null,
  logMissing: false,
  logGroup: '/aws/lambda/kds-reader1',
};

describe('a record that no line of the log shows', () => {
  it('was not logged by the function where the log was read', () => {
    expect(whyNotLogged(facts).key).toBe('trace.cause.log-silent');
  });

  it('may be in a log that could not be read', () => {
    expect(whyNotLogged({ ...facts, logFailure: 'Rate exceeded' })).toEqual({
      key: 'trace.cause.log-unread',
      values: { message: 'Rate exceeded' },
    });
  });
});
