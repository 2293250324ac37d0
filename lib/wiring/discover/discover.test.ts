import { describe, expect, it } from 'vitest';
import { discover, type SeedLists } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  consolePolicy,
  ends,
  known,
  mapping,
  reader,
  refusedRead,
  source,
} from '@/lib/trial/fixture/seed-wire';
import type { ListRead } from '../inventory';
import type { Mapping } from '../resource/lambda';
import { resources } from '../resource/resources';
import { worstFirst } from './worst-first';

const whole = consolePolicy.replace('"Action":[', '"Action":["kinesis:DescribeStream",');

const listed: Record<string, string> = {
  streams: 'kinesis-stream',
  functions: 'lambda-function',
  mappings: 'event-source-mapping',
};

const list = (accountId: string, name: ListRead['list'], read: ListRead['read'] = known(1)): ListRead => ({
  connectionId: 'x',
  accountId,
  region: 'us-east-1',
  is: listed[name] ?? name,
  list: name,
  read,
});

const everyList = [
  list('999900009999', 'streams'),
  list('888800008888', 'functions'),
  list('888800008888', 'mappings'),
];

function found(over: Partial<SeedLists>) {
  return discover({
    sources: [source({ policy: known(whole) })],
    functions: [reader],
    mappings: [mapping()],
    reads: everyList,
    connections: new Map([
      ['999900009999', 'p'],
      ['888800008888', 'c'],
    ]),
    ...over,
  });
}

const said = (over: Partial<SeedLists>) =>
  found(over).map((wire) => `${wire.shape} ${wire.status} ${wire.because.key}`);
const saying = (lastProcessingResult: string | null, over: Partial<Mapping> = {}) => ({
  mappings: [mapping({ lastProcessingResult, ...over })],
});

describe('a mapping whose source is in another account is a wire', () => {
  it.each<[string, Partial<SeedLists>, string]>([
    ['that flows', {}, 'whole flowing status.flowing'],
    ['that is idle', saying('No records processed'), 'whole idle status.idle'],
    ['whose function fails', saying('PROBLEM: Function call failed'), 'whole failing status.function-failing'],
    ['that Lambda cannot read', saying('PROBLEM: Cannot access stream'), 'whole broken status.problem'],
    ['with a result never seen before', saying('PROBLEM: something new'), 'whole broken status.problem'],
    ['that is paused', saying('OK', { state: 'Disabled' }), 'whole paused status.paused'],
    ['on its way', saying('OK', { state: 'Creating' }), 'whole changing status.changing'],
    ['in a state never seen before', saying('OK', { state: 'Sleeping' }), 'whole unknown status.unknown-state'],
    ['without any result', saying(null), 'whole unknown status.unknown-result'],
    ['whose function is gone', { functions: [] }, 'whole broken status.function-gone'],
    ['whose stream is gone', { sources: [] }, 'whole broken status.source-gone'],
    [
      'whose stream grants nothing any more, before it fails',
      { sources: [source({ policy: absent })] },
      'mapped-ungranted half status.mapped-ungranted',
    ],
  ])('%s', (_, over, expected) => {
    expect(said(over)).toEqual([expected]);
  });

  it('is not called gone where the list could not be read', () => {
    const refused = list('999900009999', 'streams', refusedRead('kinesis:ListStreams'));
    const reads = [refused, list('888800008888', 'functions')];
    expect(said({ sources: [], reads })).toEqual(['whole flowing status.flowing']);
  });

  it('is not one when both ends are in one account', () => {
    const own = mapping({ sourceArn: ends.sourceArn.replace('999900009999', '888800008888') });
    expect(found({ sources: [], mappings: [own] })).toEqual([]);
  });
});

describe('a grant that nobody reads with is half a wire', () => {
  it('when the role has no mapping', () => {
    expect(said({ mappings: [] })).toEqual(['granted-unread half status.granted-unread']);
  });

  it('of which nothing is known while the reader’s account is not connected', () => {
    expect(said({ mappings: [], functions: [], reads: [list('999900009999', 'streams')] })).toEqual([
      'granted-unread unknown status.reader-unseen',
    ]);
  });

  it('that is dead when it names a deleted role', () => {
    const policy = known(whole.replace(/"AWS":"[^"]+"/, '"AWS":"AROAOLDOLDOLDOLDOLD1"'));
    expect(said({ mappings: [], sources: [source({ policy })] })).toEqual([
      'granted-unread half status.dead-principal',
    ]);
  });
});

it('the worst comes first', () => {
  const broken = mapping({ uuid: 'b', functionArn: `${ends.functionArn}2`, lastProcessingResult: 'PROBLEM: x' });
  const second = { ...reader, arn: `${ends.functionArn}2` };
  expect(found({ mappings: [mapping(), broken], functions: [reader, second] }).map((wire) => wire.status)).toEqual([
    'broken',
    'flowing',
  ]);
});

it('of the same status, the order does not hang on the order in which lists are read', () => {
  const two = [mapping(), mapping({ uuid: 'b', functionArn: `${ends.functionArn}2` })];
  const functions = [reader, { ...reader, arn: `${ends.functionArn}2` }];
  const ids = (mappings: Mapping[]) => found({ mappings, functions }).map((wire) => wire.id);
  expect(ids(two)).toEqual(ids(two.toReversed()));
});

it('two wires of one name in one status keep one order', () => {
  const [wire] = found({});
  if (!wire) throw new Error('no wire');
  const two = [wire, { ...wire, id: '000000000000' }];
  const ids = (wires: typeof two) => worstFirst(resources, wires).map(({ id }) => id);
  expect(ids(two)).toEqual(ids(two.toReversed()));
});
