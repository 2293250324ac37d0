import { describe, expect, it } from 'vitest';
import { seedView } from '@/lib/trial/fixture/seed-view';
import { ends, evidence, known, mapping, reader } from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '../kind/kinesis';
import { product } from '../product';
import { opensAny } from './alone';
import { demandsOnRole, dependentsOn } from './dependents';

const other = mapping({ sourceArn: `${ends.sourceArn}-other`, functionArn: `${ends.functionArn}-other` });
const wires = [
  {
    kind: 'kinesis',
    chosen: { source: other.sourceArn, reader: other.functionArn },
    pulse: other,
    things: [{ ...reader, arn: other.functionArn }],
  },
];
const view = seedView(kinesis, ends, evidence(), {}, { others: known({ wires, unseen: [] }) });
const needed = demandsOnRole(dependentsOn(product, view) ?? [], ends.roleArn);

describe('a policy of a role opens something that another stream is read with', () => {
  it.each<[string, object, boolean]>([
    ['by its name', { Action: 'kinesis:GetRecords', Resource: other.sourceArn }, true],
    ['by a pattern', { Action: 'KINESIS:Get*', Resource: `${ends.sourceArn}*` }, true],
    ['by leaving actions out', { NotAction: 'iam:*', Resource: other.sourceArn }, true],
    ['by leaving resources out', { Action: 'kinesis:GetRecords', NotResource: ends.sourceArn }, true],
    [
      'under a condition that nobody knows',
      {
        Action: 'kinesis:GetRecords',
        Resource: other.sourceArn,
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } },
      },
      true,
    ],
    ['not by the name of this stream', { Action: 'kinesis:GetRecords', Resource: ends.sourceArn }, false],
    ['not by leaving its actions out', { NotAction: ['kinesis:*', 'logs:*'], Resource: '*' }, false],
    ['not by another action', { Action: 'kinesis:PutRecord', Resource: '*' }, false],
  ])('%s', (_, statement, expected) => {
    const Statement = { Effect: 'Allow', ...statement };
    expect(opensAny(product.resources, JSON.stringify({ Version: '2012-10-17', Statement }), needed)).toBe(expected);
  });

  it('where it does not parse', () => {
    expect(opensAny(product.resources, '{"Statement":[', needed)).toBe(true);
  });
});
