import { expect, test } from 'vitest';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import { resources } from '@/lib/wiring/resource/resources';
import { checkEnd, looksLikeArn } from './check-end';

const producer = aConnection({ id: 'p', name: 'producer', accountId: '999900009999', mode: 'may-change' });
const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/kds-sharing-example1';

const rows: [sentence: string, text: string, other: string | null, problem: string | null][] = [
  ['a stream of a connected account is taken', stream, null, null],
  ['blanks around it do not matter', `  ${stream}\n`, 'us-east-1', null],
  ['another account is named', stream.replace('999900009999', '111111111111'), null, 'wizard.problem.account'],
  ['another Region than the reader is refused', stream, 'ap-northeast-1', 'wizard.problem.region'],
  [
    'a Region that the connection does not name is refused',
    stream.replace('us-east-1', 'eu-west-1'),
    null,
    'wizard.problem.region-not-connected',
  ],
  [
    'a DynamoDB stream is the wrong kind',
    'arn:aws:dynamodb:us-east-1:999900009999:table/T/stream/2026-01-31T12:00:00.000',
    null,
    'arn.wrong-kind',
  ],
];

test.each(rows)('%s', (_, text, other, problem) => {
  const end = checkEnd(resources, text, ['kinesis-stream'], [producer], other);
  expect(end.ok ? null : end.problem.key).toBe(problem);
});

test('a registered consumer is taken where the kind reads through one, and nowhere else', () => {
  const consumer = `${stream}/consumer/efo:1706616477`;
  const throughConsumer = checkEnd(resources, consumer, ['kinesis-stream', 'kinesis-consumer'], [producer], null);
  expect(throughConsumer).toMatchObject({ ok: true, arn: consumer });
  const shared = checkEnd(resources, consumer, ['kinesis-stream'], [producer], null);
  expect(shared.ok ? null : shared.problem.key).toBe('arn.wrong-kind');
});

test('a word to search for is not judged as an ARN', () => {
  expect([looksLikeArn('orders'), looksLikeArn(' arn:aws:')]).toEqual([false, true]);
});
