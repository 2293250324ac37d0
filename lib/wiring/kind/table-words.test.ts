import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import {
  description,
  mapping,
  oldStreamArn,
  otherMapping,
  planOf,
  policyOf,
  removalOf,
  type Staged,
  sharedBy,
  streamArn,
  streamOff,
  streamOn,
  table,
  tableArn,
  theirs,
  underKey,
  verdictsOf,
  whole,
  wiresOf,
} from '@/lib/trial/fixture/orders-table';
import { absent, known, refusedRead } from '@/lib/trial/fixture/seed-wire';
import { sentencesOf } from '@/lib/trial/fixture/sentences';

describe('everything that is said of a table', () => {
  const full = known({ wires: [...otherMapping('one'), ...otherMapping('two')], unseen: [] });
  const unread = refusedRead('dynamodb:DescribeTable');
  const onTable = known(policyOf(sharedBy('Wrong', { Resource: tableArn })));
  const unseen = known({ wires: [], unseen: [{ accountId: '999900009999', region: 'us-east-1' }] });
  const cases: readonly [string, Staged][] = [
    ['nothing there', { table: streamOff }],
    ['all there', whole],
    ['a stream being switched off', { table: streamOn({ status: 'DISABLING' }) }],
    ['a stream of before', { ...whole, mapping: known(mapping({ sourceArn: oldStreamArn })) }],
    ['a stream that is off', { ...whole, table: streamOff }],
    ['a policy on the table', { ...whole, table: streamOn({ tablePolicy: onTable }) }],
    ['statements of others', { table: streamOn({ policy: known(policyOf(theirs)) }) }],
    ['a policy that does not parse', { ...whole, table: streamOn({ policy: known('{') }) }],
    ['a policy that may not be read', { ...whole, table: streamOn({ policy: unread }) }],
    ['a key of one’s own', { table: underKey() }],
    ['AWS’s key', { table: underKey({ manager: 'AWS' }) }],
    ['two other readers', { ...whole, others: full }],
    ['readers that could not be seen', { ...whole, others: unseen }],
    ['a table being deleted', { table: streamOn({}, { description: known(description({ status: 'DELETING' })) }) }],
    [
      'a table that may not be described',
      { table: known(table({ description: unread, stream: unread, key: unread })) },
    ],
    [
      'a global table of the first version',
      { table: streamOn({}, { description: known(description({ globalVersion: '2017.11.29' })) }) },
    ],
    ['a table that is gone', { ...whole, table: absent }],
    [
      'a stream that we switched on',
      { ...whole, ours: [{ on: streamArn, name: 'Orders', accountId: '999900009999' }] },
    ],
  ];

  it.each(cases)('has words and their values, wired and removed: %s', (_, staged) => {
    for (const body of [planOf(staged), removalOf(staged)]) {
      const english = sentencesOf('en', body, verdictsOf(staged));
      expect(sentencesOf('ja', body, verdictsOf(staged))).toHaveLength(english.length);
    }
  });

  it.each(cases)('has words on the board: %s', (_, { table: source = streamOn(), mapping: pulse = absent }) => {
    const found = source.state === 'known' ? [source.value] : [];
    const t = createTranslator({
      locale: 'en',
      messages: catalogues.en,
      onError: (error) => expect.fail(String(error)),
    });
    const wires = wiresOf(found, pulse.state === 'known' ? [pulse.value] : []);
    for (const { because } of wires) expect(t(because.key, because.values)).not.toBe('');
  });
});
