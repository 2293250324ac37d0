import { QueryClient } from '@tanstack/react-query';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn, productRooms } from '@/lib/trial/fixture/drawn';
import { aReader, aSource } from '@/lib/trial/fixture/staged-inventory';
import type { Connection } from '@/lib/wiring/connection';
import { Wizard } from './wizard';

const connections = ['p', 'c'].map((id) => ({ id, name: id, regions: ['us-east-1'] }) as Connection);
const words = catalogues.en.wizard;

/** The wizard as a link opens it. */
function opened(link: Record<string, string>, rooms = productRooms): string {
  const queries = new QueryClient();
  queries.setQueryData(['connections'], { connections });
  const page = (
    <NuqsTestingAdapter searchParams={link}>
      <Wizard />
    </NuqsTestingAdapter>
  );
  return drawn(page, { rooms, queries });
}

const ends = { producer: 'p', source: aSource('orders').arn, consumer: 'c', function: aReader('billing').arn };

test('a link with a kind that is not known here asks for the kind, says so and keeps both ends', () => {
  const page = opened({ kind: 'pigeon', step: 'reader', ...ends });
  expect(page).toContain(words.step.kind.heading);
  expect(page).toContain(words.kind.unknown.replace('{kind}', 'pigeon'));
  for (const name of ['orders', 'billing']) expect(page).toContain(name);
});

test('a link with a known kind says nothing of it', () => {
  const page = opened({ kind: 'kinesis', step: 'reader', ...ends });
  expect(page).toContain(words.step.reader.heading);
  expect(page).not.toContain('not known here');
});

test('every step of a run can be looked at from a link that names no kind', () => {
  for (const step of ['kind', 'source', 'reader'] as const)
    expect(opened({ run: 'r', step, ...ends })).toContain(words.step[step].heading);
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
