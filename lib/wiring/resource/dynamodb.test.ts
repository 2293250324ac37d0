import { describe, expect, it, test } from 'vitest';
import {
  oldStreamArn,
  policyOf,
  roleArn,
  sharedBy,
  stream,
  streamArn,
  table,
  tableArn,
  underKey,
} from '@/lib/trial/fixture/orders-table';
import { absent, known, refusedRead } from '@/lib/trial/fixture/seed-wire';
import { arnReading, expectResource, resourceIdOf } from './arn-reading';
import { isLetInOnTable, tableSharingOf } from './dynamodb';
import { futureStreamArn } from './dynamodb-arn';
import { resources } from './resources';

const { name, stable, source } = arnReading(resources);

describe('the ARN of a stream', () => {
  it('is its table’s for whoever asks for a source, and has its name', () => {
    expect([source(streamArn), name(streamArn), name(tableArn)]).toEqual([tableArn, 'Orders', 'Orders']);
  });

  it('is the same for good whatever its label, planned or real', () => {
    const planned = futureStreamArn(tableArn);
    const lasting = [streamArn, oldStreamArn, planned].map(stable);
    expect(new Set(lasting)).toEqual(new Set([`${tableArn}/stream`]));
    expect(stable(`${tableArn}2/stream/2026-01-01T00:00:00.000`)).not.toBe(lasting[0]);
    expect([streamArn, planned, tableArn].map((arn) => resourceIdOf(resources, arn))).toEqual([
      'dynamodb-stream',
      'dynamodb-stream',
      'dynamodb-table',
    ]);
  });
});

test.each([
  ['255 characters', 'a'.repeat(255)],
  ['dots, dashes and underscores', 'prod.orders-2026_v1'],
])('a table whose name has %s is taken', (_, tableName) => {
  const arn = tableArn.replace('Orders', tableName);
  expect(expectResource(resources, arn, ['dynamodb-table']).ok).toBe(true);
  expect(stable(`${arn}/stream/2026-01-01T00:00:00.000`)).toBe(`${arn}/stream`);
});

test('an index of a table is neither', () => {
  expect(resourceIdOf(resources, `${tableArn}/index/byDate`)).toBeNull();
});

describe('whom the policy on a table lets in', () => {
  const letIn = (policy: string) => isLetInOnTable({ tablePolicy: known(policy) }, roleArn);

  it.each([
    ['the role', sharedBy('Read'), true],
    ['its account', sharedBy('Read', { Principal: { AWS: '888800008888' } }), true],
    ['its account by the root', sharedBy('Read', { Principal: { AWS: 'arn:aws:iam::888800008888:root' } }), true],
    ['another role', sharedBy('Read', { Principal: { AWS: `${roleArn}2` } }), false],
    ['another account', sharedBy('Read', { Principal: { AWS: '777700007777' } }), false],
    ['the role, to deny it', sharedBy('Read', { Effect: 'Deny' }), false],
    ['the role, for everything', sharedBy('Read', { Action: 'dynamodb:*' }), true],
    [
      'the role, for some of it in other letters',
      sharedBy('Read', { Action: ['s3:GetObject', 'DynamoDB:getrec*'] }),
      true,
    ],
    [
      'the role, for items of the table alone',
      sharedBy('Read', { Action: ['dynamodb:GetItem', 'dynamodb:Query'] }),
      false,
    ],
    ['the role, for all but writing', sharedBy('Read', { Action: undefined, NotAction: 'dynamodb:PutItem' }), true],
    ['the role, for all but this', sharedBy('Read', { Action: undefined, NotAction: 'dynamodb:*' }), false],
  ])('is told of %s', (_, statement, found) => {
    expect(letIn(policyOf(statement))).toBe(found);
  });

  it('is nobody where there is none, or it does not parse or may not be read', () => {
    expect(letIn('{')).toBe(false);
    expect(isLetInOnTable({ tablePolicy: absent }, roleArn)).toBe(false);
    expect(isLetInOnTable({ tablePolicy: refusedRead('dynamodb:GetResourcePolicy') }, roleArn)).toBe(false);
  });
});

test('a table is shared by the policy on its stream alone', () => {
  const shared = known(policyOf(sharedBy('Read')));
  expect(tableSharingOf(table({ stream: known(stream({ policy: shared })) })).state).toBe('shared');
  expect(tableSharingOf(table({ stream: known(stream({ tablePolicy: shared })) })).state).toBe('private');
  expect(tableSharingOf(table({ stream: absent })).state).toBe('private');
  const under = underKey({ manager: 'AWS' }, { stream: known(stream({ policy: shared })) });
  expect(under.state === 'known' && tableSharingOf(under.value).state).toBe('unshareable');
});
