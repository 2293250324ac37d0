import { describe, expect, test } from 'vitest';
import type { Choices } from './search-params';
import { firstOpenStep, mayOpen, shownStep } from './steps';

const blank: Choices = {
  kind: null,
  step: null,
  producer: null,
  source: null,
  consumer: null,
  function: null,
  answers: {},
  settings: null,
  wire: null,
  plan: null,
  run: null,
};
const source = { producer: 'p', source: 'arn:aws:kinesis:us-east-1:999900009999:stream/kds-sharing-example1' };
const reader = { consumer: 'c', function: 'arn:aws:lambda:us-east-1:888800008888:function:kds-reader1' };

describe('where a link leads', () => {
  test('a blank link asks for the kind', () => {
    expect(shownStep(blank)).toBe('kind');
  });

  test('from a stream, the reader is the first open question', () => {
    expect(shownStep({ ...blank, kind: 'kinesis', ...source })).toBe('reader');
  });

  test('from a function, the stream is still asked for', () => {
    expect(shownStep({ ...blank, kind: 'kinesis', ...reader })).toBe('source');
  });

  test('with both ends known the settings are next, and the plan may be opened', () => {
    const choices = { ...blank, kind: 'kinesis', ...source, ...reader };
    expect(firstOpenStep(choices)).toBe('settings');
    expect(mayOpen('plan', choices)).toBe(true);
  });

  test('a link that names a step too far ahead shows the first open question', () => {
    expect(shownStep({ ...blank, kind: 'kinesis', step: 'plan' })).toBe('source');
  });

  test('nothing is applied before there is a run', () => {
    const choices = { ...blank, kind: 'kinesis', ...source, ...reader, plan: 'x' };
    expect(mayOpen('apply', choices)).toBe(false);
    expect(shownStep({ ...choices, run: 'r' })).toBe('apply');
  });

  test('an earlier step named in the link is shown again', () => {
    expect(shownStep({ ...blank, kind: 'kinesis', ...source, ...reader, step: 'source' })).toBe('source');
  });
});
