import { QueryClient } from '@tanstack/react-query';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { expect, test } from 'vitest';
import { drawings } from '@/components/resource/drawings';
import { TableEncryption } from '@/components/resource/dynamodb/table-encryption';
import { catalogues } from '@/lib/messages/catalogues';
import type { Locale } from '@/lib/messages/locale';
import { drawn, productRooms } from '@/lib/trial/fixture/drawn';
import { description, planOf, table } from '@/lib/trial/fixture/orders-table';
import { customerKey, known } from '@/lib/trial/fixture/seed-wire';
import { aReader, aSource } from '@/lib/trial/fixture/staged-inventory';
import type { Connection } from '@/lib/wiring/connection';
import { OtherKind } from './other-kind';
import { Wizard } from './wizard';

const connections = ['p', 'c'].map((id) => ({ id, name: id, regions: ['us-east-1'] }) as Connection);
const words = catalogues.en.wizard;

/** The wizard as a link opens it. */
function opened(link: Record<string, string>, rooms = productRooms, locale: Locale = 'en'): string {
  const queries = new QueryClient();
  queries.setQueryData(['connections'], { connections });
  const page = (
    <NuqsTestingAdapter searchParams={link}>
      <Wizard />
    </NuqsTestingAdapter>
  );
  return drawn(page, { rooms, queries, locale });
}

const ends = { producer: 'p', source: aSource('orders').arn, consumer: 'c', function: aReader('billing').arn };

test('a link with a kind that is not known here asks for the kind, says so and keeps both ends', () => {
  const page = opened({ kind: 'pigeon', step: 'reader', ...ends });
  expect(page).toContain(words.step.kind.heading);
  expect(page).toContain(words.kind.unknown.replace('{kind}', 'pigeon'));
  for (const name of ['orders', 'billing']) expect(page).toContain(name);
});

test.each(['en', 'ja'] as const)('each kind asks for what it begins at, by its own words: %s', (locale) => {
  const ends = catalogues[locale].wizard.end;
  const asked = (kind: string) => opened({ kind, step: 'source' }, productRooms, locale);
  for (const [kind, own, other] of [
    ['kinesis', ends['kinesis-stream'], ends['dynamodb-table']],
    ['kinesis-fanout', ends['kinesis-stream'], ends['dynamodb-table']],
    ['dynamodb', ends['dynamodb-table'], ends['kinesis-stream']],
  ] as const) {
    for (const said of [own.heading, own.label, own.placeholder, own.unchosen]) expect(asked(kind)).toContain(said);
    for (const said of [other.heading, other.placeholder, other.unchosen]) expect(asked(kind)).not.toContain(said);
  }
});

test('the reader is asked for in the Region of its source, which is named', () => {
  const source = 'arn:aws:dynamodb:us-east-1:999900009999:table/Orders';
  const page = opened({ kind: 'dynamodb', step: 'reader', producer: 'p', source });
  expect(page).toContain('It must be in us-east-1, the Region of Orders.');
});

test.each(['en', 'ja'] as const)('a table under the AWS managed key is told what to do about it: %s', (locale) => {
  const keyArn = 'arn:aws:kms:us-east-1:999900009999:key/k';
  const encrypted = table({
    description: known(description({ encryption: { type: 'KMS', keyId: keyArn } })),
    key: known({ ...customerKey, manager: 'AWS' }),
  });
  const page = drawn(<TableEncryption thing={encrypted} />, { locale });
  const { unshareable } = catalogues[locale].wizard['table-encryption'];
  for (const said of [unshareable.why, unshareable.what, '--sse-specification Enabled=false']) {
    expect(page).toContain(said);
  }
  expect(drawn(<TableEncryption thing={table()} />, { locale })).toBe('');
  const { stops } = drawings['dynamodb-table'];
  expect(stops?.(encrypted)).toBe('wizard.table-encryption.stops');
  expect(stops?.(table({ description: known(description({ status: 'DELETING' })) }))).toBe('wizard.table-deleting');
  expect(stops?.(table())).toBe(null);
});

test('an ARN at which another kind begins is said to, with the way to that kind', () => {
  const button = words['other-kind'].choose;
  const offered = (arn: string) => drawn(<OtherKind arn={arn} chosen="kinesis" onChoose={() => undefined} />);
  expect(offered('arn:aws:dynamodb:us-east-1:999900009999:table/Orders')).toContain(button);
  expect(offered(' arn:aws:dynamodb:us-east-1:999900009999:table/Orders/stream/2026-01-31T12:00:00.000')).toContain(
    catalogues.en.kind.dynamodb.name,
  );
  expect(offered(ends.source)).not.toContain(button);
  expect(offered(ends.function)).toBe('');
});

test('a link with a known kind says nothing of it', () => {
  const page = opened({ kind: 'kinesis', step: 'reader', ...ends });
  expect(page).toContain(words.end['lambda-function'].heading);
  expect(page).not.toContain('not known here');
});

test('every step of a run can be looked at from a link that names no kind', () => {
  const headings = {
    kind: words.step.kind.heading,
    source: words.end['kinesis-stream'].heading,
    reader: words.end['lambda-function'].heading,
  };
  for (const [step, heading] of Object.entries(headings))
    expect(opened({ run: 'r', step, ...ends })).toContain(heading);
});

test('a reader that is in no list is asked for by its ARN, and never said to be missing', () => {
  const kinds = productRooms.kinds.map((kind) => ({ ...kind, reader: 'iam-role' }));
  const page = opened(
    { kind: 'kinesis', step: 'reader', producer: 'p', source: ends.source },
    { ...productRooms, kinds },
  );
  expect(page).toContain(words.listing.unlisted);
  expect(page).not.toContain('iam-role');
  expect(opened({ kind: 'kinesis', step: 'reader', producer: 'p', source: ends.source })).toContain(
    'Listing functions',
  );
});

test('the questions of a kind stand beneath its source, with what the wizard knows', () => {
  const page = opened({ kind: 'kinesis-fanout', step: 'source', ...ends });
  expect(page).toContain(words.consumer.title);
  expect(page).toContain(catalogues.en.kind['kinesis-fanout'].cost);
  expect(page).toContain(words.consumer['name-hint'].replace('{name}', 'billing'));
  expect(page).toContain(words.consumer.reading);
});

test.each([
  ['going on', 'running', 'pending', null, 'Open that run'],
  ['done', 'done', 'done', '2026-02-09T05:02:00.000Z', 'Open that run'],
  ['stopped half way', 'failed', 'failed', '2026-02-09T05:02:00.000Z', 'Open that run'],
  ['stopped before it did anything', 'failed', 'failed', null, 'Apply 3 changes'],
  ['undone', 'undone', 'undone', '2026-02-09T05:02:00.000Z', 'Apply 3 changes'],
] as const)('a plan whose run is %s offers what can be done with it', (_, state, stepState, begunAt, offered) => {
  const queries = new QueryClient();
  const body = planOf();
  const plan = {
    ...body,
    source: { connection: 'p', arn: ends.source },
    reader: { connection: 'c', functionArn: ends.function, roleArn: '' },
    id: 'p1',
    wireId: 'w',
    verdicts: [],
    purpose: 'wire',
    createdAt: '2026-02-09T05:02:00.000Z',
    run: 'r1',
  };
  const steps = body.changes.map((change) => ({ change, state: stepState, startedAt: null, endedAt: null, begunAt }));
  const run = { id: 'r1', state, startedAt: '2026-02-09T05:02:00.000Z', steps };
  queries.setQueryData(['connections'], { connections });
  queries.setQueryData(['plan', 'p1'], plan);
  queries.setQueryData(['run', 'r1'], run);
  const page = drawn(
    <NuqsTestingAdapter searchParams={{ kind: 'dynamodb', step: 'plan', plan: 'p1', ...ends }}>
      <Wizard />
    </NuqsTestingAdapter>,
    { queries },
  );
  const both = ['Open that run', 'Apply 3 changes'];
  expect(both.filter((one) => page.replaceAll('<!-- -->', '').includes(`>${one}<`))).toEqual([offered]);
  expect(page.includes('This plan was applied on')).toBe(state === 'done');
});
