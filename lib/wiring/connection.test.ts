import { expect, test } from 'vitest';
import { type ConnectionCheck, firstFailure, stateOf } from './connection';

const check = (state: ConnectionCheck['state'], id: string = state): ConnectionCheck => ({
  id,
  state,
  title: { key: 'doctor.title.account' },
  evidence: '',
});

test.each([
  ['everything passed', ['passed', 'passed'], 'ready'],
  ['what is not granted can be done without', ['passed', 'optional'], 'ready'],
  ['something could not be found out', ['passed', 'unknown'], 'unclear'],
  ['nothing could be found out', ['unknown', 'unknown'], 'unclear'],
  ['something failed, too', ['unknown', 'failed', 'skipped'], 'failing'],
] as const)('%s', (_, states, expected) => {
  expect(stateOf(states.map((state) => check(state)))).toBe(expected);
});

test('the first failure is the cause', () => {
  const checks = [check('passed'), check('failed', 'trust'), check('failed', 'conditions')];
  expect(firstFailure(checks)?.id).toBe('trust');
});
