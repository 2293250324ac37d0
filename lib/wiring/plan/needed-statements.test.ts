import { describe, expect, it } from 'vitest';
import { seedView } from '@/lib/trial/fixture/seed-view';
import { ends, evidence } from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '../kind/kinesis';
import type { Grant } from '../need';
import { resources } from '../resource/resources';
import { grantsIn, statementsFor } from './needed-statements';

const view = seedView(kinesis, ends, evidence());
const grants = grantsIn(kinesis.needs(view), 'source', 'resource');
const form = { sidOf: (sid: string) => sid, resource: 'arn' as const, principal: true };
const written = (more: Partial<Grant>) => {
  const [first] = grants;
  if (!first) throw new Error('nothing is needed of the stream');
  return statementsFor(resources, view, [...grants, { ...first, ...more }], form);
};

describe('what one statement is to say', () => {
  it('is said of one asker', () => {
    expect(written({ action: 'kinesis:ListTagsForStream' })).toHaveLength(1);
    expect(() => written({ principal: `${ends.roleArn}-other` })).toThrow('two askers');
  });

  it('is said under one condition', () => {
    const condition = ['aws:SourceAccount'];
    expect(() => written({ condition, context: { 'aws:SourceAccount': '888800008888' } })).toThrow('two conditions');
  });
});
