import { describe, expect, test } from 'vitest';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import { kinesisFanout } from '@/lib/wiring/kind/kinesis-fanout';
import { resources } from '@/lib/wiring/resource/resources';
import { ProblemError } from '../http/problem-error';
import { chosenFrom } from './wire-end';

const connection = aConnection({ id: 'p', accountId: '999900009999', mode: 'may-change' });
const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const consumer = `${stream}/consumer/efo:1706616477`;

function named(arn: string, consumerName?: string, kind = kinesisFanout): string | null {
  const given = { source: arn, reader: 'reader', ...(consumerName === undefined ? {} : { consumerName }) };
  try {
    const chosen = chosenFrom(resources, kind, given, connection, 'reader');
    return typeof chosen.consumerName === 'string' ? chosen.consumerName : null;
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error);
  }
}

describe('the source of a fan-out wire', () => {
  test.each<[string, string, string | undefined, string]>([
    ['a stream is read through a consumer called like the function', stream, undefined, 'reader'],
    ['a blank name is none', stream, '  ', 'reader'],
    ['a stream and a name', stream, ' efo ', 'efo'],
    ['a consumer’s ARN', ` ${consumer} `, undefined, 'efo'],
    ['a consumer’s ARN and its own name', consumer, 'efo', 'efo'],
    ['a consumer’s ARN and another name', consumer, 'other', 'two-consumers'],
    ['a consumer’s ARN without the time', `${stream}/consumer/efo`, undefined, 'wrong-arn'],
    ['a consumer of another account', consumer.replace('9999', '1111'), undefined, 'wrong-account'],
    ['a consumer of another Region', consumer.replace('us-east-1', 'eu-west-1'), undefined, 'wrong-region'],
    ['a name that AWS does not take', stream, 'a/b', 'bad-consumer-name'],
    ['a name with a place holder', stream, '{epoch}', 'bad-consumer-name'],
  ])('%s', (_, arn, name, expected) => {
    expect(named(arn, name)).toBe(expected);
  });

  test('is no consumer for a kind that has none', () => {
    expect(named(consumer, undefined, kinesis)).toBe('wrong-arn');
    expect(named(stream, 'efo', kinesis)).toBeNull();
  });
});
