import '@/lib/trial/in-process';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ReaderCell, SourceCell } from '@/components/board/bank-ends';
import { layBoard } from '@/components/board/lay-board';
import { listsOf, readersOf } from '@/components/board/listed';
import { Peek } from '@/components/board/peek';
import { WireLabel } from '@/components/board/wire-label';
import { CallsContext } from '@/components/plan/calls';
import { ChangeCard } from '@/components/plan/change-card';
import { PlanView } from '@/components/plan/plan-view';
import { RunStepRow } from '@/components/plan/run-step-row';
import { PartDrawingsContext } from '@/components/resource/part-drawings';
import { kindOf, questionsOf, RoomsProvider } from '@/components/resource/rooms';
import { Halves } from '@/components/wire/halves';
import { Policies } from '@/components/wire/policies';
import { catalogues } from '@/lib/messages/catalogues';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import { parcelControls, parcelDrawings, parcelPartDrawings, parcelQuestions } from './drawing';
import { ParcelTrial } from './parcel-trial';
import { parcelReading } from './rooms';

vi.mock('@/lib/messages/catalogues', async (original) => {
  const { withParcelWords } = await import('./words');
  return { catalogues: withParcelWords((await original<{ catalogues: typeof catalogues }>()).catalogues) };
});
vi.mock('next/navigation', () => ({
  useRouter: () => ({}),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
}));

const trial = ParcelTrial.inEveryTest();
const rooms = { ...parcelReading.rooms, drawings: parcelDrawings, questions: parcelQuestions };
const name = (arn: string) => arn.split('/').at(-1) ?? arn;

/** The page's text, in one language. Throws where a key has no words. */
function drawn(page: ReactNode, locale: 'en' | 'ja' = 'en'): string {
  const onError = (error: Error) => {
    throw error;
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={catalogues[locale]} timeZone="UTC" onError={onError}>
      <QueryClientProvider client={new QueryClient()}>
        <RoomsProvider rooms={rooms}>
          <CallsContext value={rooms.calls}>
            <PartDrawingsContext value={parcelPartDrawings}>{page}</PartDrawingsContext>
          </CallsContext>
        </RoomsProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
}

const cellOf = { of: 1, place: null, selected: false, top: 0, height: 56 };

test('its plan and its run are drawn change by change', async () => {
  await trial.putPolicy(trial.theirs('Theirs'));
  const plan = await trial.plan();
  const [, , policy, forwarder] = plan.changes;
  if (!policy || !forwarder) throw new Error('the plan lacks changes');
  expect(drawn(<ChangeCard change={policy} accountName="analytics" />)).toContain('parcel:PutQueuePolicy');
  expect(drawn(<ChangeCard change={forwarder} accountName="orders" />)).toContain(name(trial.ends.forwarderRole));
  for (const locale of ['en', 'ja'] as const) {
    const page = drawn(<PlanView plan={plan} nameOf={(id) => id} />, locale);
    expect(page).toContain(`${plan.wireId}Forward`);
    expect(page).toContain('parcel:AddForwarder');
  }
  const run = await trial.applied(plan);
  const rows = run.steps.map((step) => (
    <RunStepRow key={step.change.id} step={step} going={false} accountName="analytics" />
  ));
  expect(drawn(rows)).toContain(`Forwarder ${name(trial.ends.target)} from ${name(trial.ends.source)}`);
  const removal = await removeWire(run.wireId, parcelReading);
  expect(drawn(<PlanView plan={removal} nameOf={(id) => id} />)).toContain('parcel:RemoveForwarder');
});

test('its wire stands on the board, with its source and its reader', async () => {
  const { wireId } = await trial.applied(await trial.plan());
  const inventory = await readInventory({ refresh: true }, parcelReading);
  const wire = inventory.wires.find(({ id }) => id === wireId);
  if (!wire) throw new Error('the wire was not found');
  const items = { sources: inventory.sources, readers: readersOf(rooms, inventory), wires: [wire] };
  const { left, right } = layBoard(items, 'worst', rooms.resources);
  const [source, reader] = [left[0], right[0]];
  if (!source || !reader) throw new Error('the board has no ends');
  expect(source.end).toMatchObject({ arn: trial.ends.source, source: { status: 'ACTIVE' } });
  const onLeft = drawn(<SourceCell cell={source} {...cellOf} />);
  expect(onLeft).toContain('<title>queue</title>');
  expect(onLeft).toContain(`>${name(trial.ends.source)}<`);
  expect(onLeft).toContain('ACTIVE');
  const onRight = drawn(<ReaderCell cell={reader} {...cellOf} place="auditor" />);
  expect(onRight).toContain(name(trial.ends.reader));
  expect(onRight).not.toContain(catalogues.en.board.reader.gone);
  const through = `${name(trial.ends.source)} to ${name(trial.ends.reader)}`;
  expect(drawn(<WireLabel wire={wire} selected={false} onSelect={() => undefined} />)).toContain(through);
  const peek = drawn(<Peek wire={wire} inventory={inventory} names={new Map()} onClose={() => undefined} />);
  expect(peek).toContain('No parcels forwarded');
  const { pulse: _, ...alone } = wire;
  const without = drawn(<Peek wire={alone} inventory={inventory} names={new Map()} onClose={() => undefined} />);
  expect(without).toContain('no forwarder');
  expect(without).not.toContain(catalogues.en.board.fact.mapping);
});

test('its queues are listed for the bank of the sources beside what the product lists', () => {
  expect(listsOf(rooms, 'producer').ends).toEqual(['kinesis-stream', 'dynamodb-table', 'parcel-queue']);
});

test('its page shows both halves with every account, and the policies', async () => {
  const { wireId } = await trial.applied(await trial.plan());
  const detail = await getWire(wireId, parcelReading);
  const halves = (
    <Halves detail={detail} nameOf={(id) => id} grant={detail.verdicts[0]?.need.id ?? null} onOpen={() => undefined} />
  );
  for (const locale of ['en', 'ja'] as const) {
    const page = drawn(halves, locale);
    for (const arn of Object.values(trial.ends)) expect(page).toContain(name(arn));
    for (const account of ['9999-0000-9999', '8888-0000-8888', '6666-0000-6666']) expect(page).toContain(account);
  }
  expect(drawn(halves)).toContain('parcel:SendParcel');
  expect(drawn(<Policies detail={detail} />)).toContain(`Tributary${wireId}Forward`);
});

test('its questions are asked', () => {
  const asked = questionsOf(rooms, kindOf(rooms, 'parcel-forwarding'), 'source');
  expect(asked.map(({ name }) => name)).toEqual(['target', 'forwarderRole', 'forwarderName']);
  expect(asked.every(({ name }) => name in parcelControls.controls)).toBe(true);
  expect(asked.map(({ isGood }) => isGood?.(trial.ends.target))).toEqual([true, true, false]);
});
