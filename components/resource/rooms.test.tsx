import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SourceCell } from '@/components/board/bank-ends';
import { listsOf, readersOf } from '@/components/board/listed';
import { WireLabel } from '@/components/board/wire-label';
import { HalfFacts } from '@/components/wire/half-facts';
import { Policies } from '@/components/wire/policies';
import { catalogues } from '@/lib/messages/catalogues';
import { aReader, aWire } from '@/lib/trial/fixture/staged-inventory';
import type { Kind } from '@/lib/wiring/kind/kind';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import type { Part } from '@/lib/wiring/part';
import { product } from '@/lib/wiring/product';
import type { Listing, Resource } from '@/lib/wiring/resource/resource';
import type { Thing } from '@/lib/wiring/thing';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { productControls } from './controls';
import type { Drawing } from './drawing';
import { drawings, questions } from './drawings';
import type { PartDrawing } from './part-drawing';
import { PartDrawingsContext, partDrawings } from './part-drawings';
import { type DrawnRooms, kindOf, questionsOf, RoomsProvider } from './rooms';

type Parcels = Thing & { depth: number };

const arn = 'arn:aws:parcel:eu-west-1:111111111111:queue/letters';
const parcels: Parcels = { is: 'parcel-queue', arn, depth: 7 };

const queue: Resource<Thing, Listing> = {
  arn: { service: 'parcel', resource: /^queue\/\w+$/ },
  name: (text) => text.split('/').at(-1) ?? text,
  stable: (text) => text,
  nameless: () => arn,
  documents: {},
  gone: () => ({ code: 'source-gone' }),
  listing: { in: 'sources', name: 'queues' },
};

const drawing: Drawing<Parcels> = {
  icon: { title: 'queue', paths: ['M1 1h2'] },
  Line: ({ thing }) => <>{thing.depth} parcels</>,
};

const partDrawing: PartDrawing<Parcels> = {
  what: 'source',
  Facts: ({ read }) => <dd>{read.state === 'known' ? `${read.value.depth} waiting` : read.state}</dd>,
  Policies: ({ name }) => <p>policy of the {name}</p>,
};

const kind: Kind = { ...kinesis, source: 'parcel-queue', lists: ['parcel-queue'], pulse: null, asks: [] };

const rooms: DrawnRooms = {
  kinds: [...product.kinds, kind],
  resources: { ...product.resources, 'parcel-queue': queue },
  drawings: { ...drawings, 'parcel-queue': drawing as Drawing<Thing> },
  questions,
};

const ofParts = { ...partDrawings, 'parcel-queue': partDrawing as PartDrawing<Thing> };

function drawn(page: ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={catalogues.en} timeZone="UTC">
      <RoomsProvider rooms={rooms}>
        <PartDrawingsContext value={ofParts}>{page}</PartDrawingsContext>
      </RoomsProvider>
    </NextIntlClientProvider>,
  );
}

describe('a service that only a trial has', () => {
  const wire = { ...aWire('orders', 'reader'), sourceArn: arn };

  it('stands on the bank with its icon, its name and its line', () => {
    const listed = { ...parcels, accountId: '111111111111', region: 'eu-west-1', connectionId: 'p' };
    const cell = { key: arn, position: 1, from: 0, to: 0, end: { arn, source: listed, gone: false }, wired: true };
    const text = drawn(<SourceCell cell={cell} of={1} place={null} selected={false} top={0} height={56} />);
    expect(text).toContain('<title>queue</title>');
    expect(text).toContain('>letters<');
    expect(text).toContain('7 parcels');
  });

  it('is named on its wires', () => {
    expect(drawn(<WireLabel wire={wire} selected={false} onSelect={() => {}} />)).toContain('letters to reader');
  });

  it('is drawn on the page of a wire, its policies too', () => {
    const place = { accountId: '111111111111', region: 'eu-west-1' };
    const part: Part = { is: 'parcel-queue' as Part['is'], half: 'producer', place, ref: { arn } };
    const at = '2026-02-09T05:02:00.000Z';
    const detail = {
      wire,
      parts: { source: part },
      evidence: { parts: { source: { state: 'known', value: parcels, at } } },
      verdicts: [],
      runs: [],
    } as unknown as WireDetail;
    expect(drawn(<HalfFacts half="producer" detail={detail} nameOf={(id) => id} />)).toContain('7 waiting');
    expect(drawn(<Policies detail={detail} />)).toContain('policy of the source');
  });

  it('is listed for its bank beside what the product lists', () => {
    expect(listsOf(rooms, 'producer').ends).toEqual(['kinesis-stream', 'parcel-queue']);
    expect(listsOf(product, 'producer').ends).toEqual(['kinesis-stream']);
    expect(listsOf(product, 'consumer')).toEqual({ ends: ['lambda-function'], beside: ['event-source-mapping'] });
  });
});

describe('things that stand on neither bank', () => {
  const thing = { ...aReader('queue'), is: 'parcel-queue' };
  const inventory = { sources: [], functions: [], mappings: [], things: [thing], wires: [], reads: [] };

  it('are drawn once a kind reads with them', () => {
    const reading: Kind = { ...kinesis, reader: 'parcel-queue' };
    expect(readersOf(product, inventory)).toEqual([]);
    expect(readersOf({ kinds: [reading] }, inventory)).toEqual([thing]);
  });
});

describe('the questions of a kind', () => {
  const asked = (id: string, step?: 'source' | 'settings') =>
    questionsOf({ questions }, kindOf(product, id), step).map(({ name }) => name);

  it('come in its order, each at its step', () => {
    expect(asked('kinesis')).toEqual(['roleGrant', 'keyGrant']);
    expect(asked('kinesis-fanout', 'source')).toEqual(['consumerName']);
    expect(asked('kinesis-fanout', 'settings')).toEqual(['roleGrant', 'keyGrant']);
  });

  it('have a control each', () => {
    expect(Object.keys(productControls.controls).sort()).toEqual(Object.keys(questions).sort());
    expect(() => questionsOf({ questions }, { asks: ['postage'] })).toThrow('postage');
  });

  it('ask how a key is opened only where that is missing', () => {
    expect(questions.keyGrant.due?.([])).toBe(false);
  });
});

describe('the drawings of the product', () => {
  it('are of every resource, and of nothing else', () => {
    const resources = Object.keys(product.resources).sort();
    expect([Object.keys(drawings).sort(), Object.keys(partDrawings).sort()]).toEqual([resources, resources]);
  });
});
