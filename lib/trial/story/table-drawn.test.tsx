import '@/lib/trial/in-process';

import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { ReaderCell, SourceCell } from '@/components/board/bank-ends';
import { layBoard } from '@/components/board/lay-board';
import { readersOf } from '@/components/board/listed';
import { OpenEnds } from '@/components/board/open-ends';
import { Peek } from '@/components/board/peek';
import { PlanTitle } from '@/components/plan/plan-heading';
import { PlanView } from '@/components/plan/plan-view';
import { ViewTypeChoice } from '@/components/resource/dynamodb/view-type-choice';
import { Halves } from '@/components/wire/halves';
import { Policies } from '@/components/wire/policies';
import { TestRecord } from '@/components/wire/test-record';
import { catalogues } from '@/lib/messages/catalogues';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import { drawn } from '@/lib/trial/fixture/drawn';
import { sentencesOf } from '@/lib/trial/fixture/sentences';
import { product } from '@/lib/wiring/product';
import { viewTypes } from '@/lib/wiring/resource/view-type';
import { OrdersTrial } from '../orders-trial';

vi.mock('next/navigation', () => ({
  useRouter: () => ({}),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
}));

const trial = OrdersTrial.inEveryTest();
const locales = ['en', 'ja'] as const;
const cell = { of: 1, place: null, selected: false, top: 0, height: 56 };

test.each(locales)('a table’s plan, wire and removal have words and drawings: %s', async (locale) => {
  const plan = await trial.plan();
  expect(sentencesOf(locale, plan, plan.verdicts).length).toBeGreaterThan(40);
  expect(drawn(<PlanView plan={plan} nameOf={(id) => id} />, { locale })).toContain('dynamodb:UpdateTable');
  const { wireId } = await trial.applied(plan);
  const detail = await getWire(wireId);
  const halves = (whole: typeof detail) =>
    drawn(<Halves detail={whole} nameOf={(id) => id} grant={null} onOpen={() => undefined} />, { locale });
  expect(halves(detail)).toContain(trial.ends.table);
  expect(halves(detail)).toContain('ENABLED · NEW_AND_OLD_IMAGES');
  const policies = drawn(<Policies detail={detail} />, { locale });
  expect(policies).toContain(`Tributary${wireId}Read`);
  expect(policies).toContain(catalogues[locale].wire.policies['table-and-stream'].replace('{name}', trial.ends.table));
  const removal = await removeWire(wireId);
  expect(sentencesOf(locale, removal, removal.verdicts).length).toBeGreaterThan(30);
  expect(drawn(<PlanView plan={removal} nameOf={(id) => id} />, { locale })).toContain('dynamodb:DeleteResourcePolicy');
  await trial.switchStream(false);
  expect(halves(await getWire(wireId))).toContain(catalogues[locale].wire['stream-is-off']);
});

test.each(locales)('a table without a wire is offered as a table, by the words of its own: %s', async (locale) => {
  const { sources } = await readInventory({ refresh: true });
  const offered = (is: string) => {
    const left = sources
      .filter((source) => source.is === is)
      .map((source, from) => {
        const end = { arn: source.arn, source, gone: false };
        return { key: source.arn, position: from + 1, from, to: from, end, wired: false };
      });
    return drawn(<OpenEnds left={left} right={[]} middle={(row) => row} />, { locale });
  };
  const { board } = catalogues[locale];
  expect(offered('dynamodb-table')).toContain(board.connectTableNamed.replace('{name}', trial.ends.table));
  expect(offered('dynamodb-table')).not.toContain(board.connectStream);
  expect(offered('kinesis-stream')).not.toContain(board.connectTable);
});

test('a plan that is blocked and changes nothing does not say that there is nothing to do', async () => {
  const plan = { ...(await trial.plan()), changes: [] };
  const { blocked, nothing } = catalogues.en.plan;
  expect(drawn(<PlanTitle plan={{ ...plan, blocked: true }} />)).toBe(blocked.headline);
  expect(drawn(<PlanTitle plan={{ ...plan, blocked: false }} />)).toBe(nothing.title);
});

test('a table stands on the board with its stream, and with whom that lets in', async () => {
  const { wireId } = await trial.applied(await trial.plan());
  const inventory = await readInventory({ refresh: true });
  const wires = inventory.wires.filter(({ id }) => id === wireId);
  const items = { sources: inventory.sources, readers: readersOf(product, inventory), wires };
  const { left, right } = layBoard(items, 'worst', product.resources);
  const [source, reader] = [left[0], right[0]];
  if (!source || !reader || !wires[0]) throw new Error('the board has no wire');
  const onLeft = drawn(<SourceCell cell={source} {...cell} />);
  for (const text of ['<title>table</title>', `>${trial.ends.table}<`, 'NEW_AND_OLD_IMAGES', 'shared with 1 role']) {
    expect(onLeft).toContain(text);
  }
  expect(drawn(<ReaderCell cell={reader} {...cell} />)).toContain(trial.ends.roleName);
  const peek = drawn(<Peek wire={wires[0]} inventory={inventory} names={new Map()} onClose={() => undefined} />);
  expect(peek).toContain(trial.ends.table);
});

test.each(locales)('a test item has the table’s own key attributes, and asks for none: %s', async (locale) => {
  const { wireId } = await trial.applied(await trial.plan());
  const form = (of: QueryClient) =>
    drawn(<TestRecord wireId={wireId} source={trial.ends.tableArn} readOnlyName={null} />, { locale, queries: of });
  const { trace } = catalogues[locale];
  expect(form(new QueryClient())).toContain(trace.item.keys);
  const queries = new QueryClient();
  queries.setQueryData(['wire', wireId], await getWire(wireId));
  const page = form(queries);
  for (const said of ['OrderId', 'tributaryTest', trace.item.key, trace.put['dynamodb-table'].title]) {
    expect(page).toContain(said);
  }
  for (const said of [trace['partition-key'].label, trace.item.keys]) expect(page).not.toContain(said);
});

test('what two events a test record fires is said before it is sent, of a table alone', () => {
  const form = (source: string) => drawn(<TestRecord wireId="w" source={source} readOnlyName={null} />);
  expect(form(trial.ends.tableArn)).toContain('an INSERT and a REMOVE');
  expect(form('arn:aws:kinesis:us-east-1:999900009999:stream/orders')).not.toContain('INSERT');
});

test.each(locales)('every view type says what it tells: %s', (locale) => {
  const page = drawn(<ViewTypeChoice answer={null} onAnswer={() => undefined} />, { locale });
  for (const one of viewTypes) expect(page).toContain(catalogues[locale].wizard['view-type'][one]);
});
