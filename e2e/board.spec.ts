import { expectAccessible } from './accessible';
import { Board } from './pages/board';
import { expect, test } from './practice';

const cannotAccess =
  'PROBLEM: Cannot access stream arn:aws:kinesis:us-east-1:999900009999:stream/inventory-updates. ' +
  'Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, ' +
  'and ListStreams Actions on your stream in IAM.';

test('both banks are there, each wire carries AWS’s words as they are, and the worst comes first', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await expect(board.bank).toContainText('orders-platform');
  await expect(board.bank).toContainText('analytics');
  await expect(board.bank).toContainText(/read \d+ s ago/);

  const broken = board.wire('inventory-updates', 'stock-sync');
  const reason = 'The mapping stands, but the stream’s policy does not grant what it needs.';
  await expect(broken).toHaveAccessibleName(
    `inventory-updates to stock-sync: Broken. Enabled, ${cannotAccess}, ${reason}`,
  );
  await expect(broken).toContainText(reason);
  const paused = board.wire('telemetry', 'telemetry-debug');
  await expect(paused).toHaveAccessibleName(/: Paused\. Disabled, No records processed$/);
  const granted = board.wire('price-changes', 'price-cache-exec');
  await expect(granted).toHaveAccessibleName(/: Half a wire\./);
  await expect(granted).toContainText('granted, not read');

  const ranks = ['Broken', 'Failing', 'Half a wire', 'Changing', 'Unknown', 'Paused', 'Idle', 'Flowing'];
  const worst = new Map<string, number>();
  for (const label of await board.wires()) {
    const [, source = '', status = ''] = /^(\S+) to .+?: ([^.]+)\./.exec(label) ?? [];
    // Wires of one source stand together, under the worst of them.
    if (!worst.has(source)) worst.set(source, ranks.indexOf(status));
  }
  const statuses = [...worst.values()];
  expect(statuses.length).toBeGreaterThan(10);
  expect(statuses).toEqual(statuses.toSorted((one, other) => one - other));
  await expectAccessible(page);
});

test('a count shows only the wires of its status, and the address says so', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.count('paused').click();
  await expect(page).toHaveURL(/status=paused/);
  await expect.poll(() => board.wires()).toEqual([expect.stringContaining('telemetry to telemetry-debug')]);
  await board.count('paused').click();
  await expect(board.wire('inventory-updates', 'stock-sync')).toBeVisible();
});

test('by keyboard: / filters, j and k go along the wires, c copies, Enter opens one', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await page.keyboard.press('/');
  await expect(board.filter).toBeFocused();
  await page.keyboard.type('telemetry');
  await expect(page).toHaveURL(/q=telemetry/);
  await expect.poll(async () => (await board.wires()).length).toBe(2);
  await page.keyboard.press('Escape');
  await expect(board.filter).not.toBeFocused();

  await page.keyboard.press('j');
  await expect(board.peek.getByRole('heading')).toHaveText('telemetry → telemetry-debug');
  await page.keyboard.press('j');
  await expect(board.peek.getByRole('heading')).toHaveText('telemetry → telemetry-rollup');
  await page.keyboard.press('k');
  await expect(board.peek.getByRole('heading')).toHaveText('telemetry → telemetry-debug');
  await expect(board.wire('telemetry', 'telemetry-debug')).toHaveAttribute('aria-pressed', 'true');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('c');
  await expect(page.getByText('ARN of the stream copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/:stream\/telemetry$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/wires\/[0-9a-f]{12}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('telemetry-debug');
});

test('a wire is looked at closer without leaving the board, and the look is a link', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.wire('inventory-updates', 'stock-sync').click();
  await expect(board.peek).toContainText(cannotAccess);
  await expect(board.peek).toContainText('arn:aws:lambda:us-east-1:888800008888:function:stock-sync');
  await expect(board.peek.getByRole('link', { name: 'Repair' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(board.peek.getByRole('heading')).toHaveText('inventory-updates → stock-sync');
  await board.peek.getByRole('button', { name: 'Close' }).click();
  await expect(board.peek).toBeHidden();
});

test('one Region is chosen in the header and kept in the address', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await page.getByRole('combobox', { name: 'Region' }).click();
  await page.getByRole('option', { name: 'ap-northeast-1' }).click();
  await expect(page).toHaveURL(/region=ap-northeast-1/);
  await expect.poll(() => board.wires()).toEqual([expect.stringContaining('orders-tokyo to orders-tokyo-indexer')]);
  await expect(board.bank.getByText('iot-gateway-tokyo')).toBeVisible();
  await expect(board.bank.getByText('inventory-updates')).toBeHidden();
});

test('a stream without a wire leads to the wizard with the stream filled in', async ({ page }) => {
  const board = new Board(page);
  await board.open('/?q=orders-raw');
  await board.bank.getByRole('link', { name: 'Connect this stream: orders-raw' }).click();
  await expect(page.getByRole('heading', { name: 'How shall the stream be read?' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'The wire so far' })).toContainText('orders-raw');
});

test('when one half may not be listed, it says who lacks what, and the other half stays', async ({ page, request }) => {
  const deny = { id: 'no-list', service: 'kinesis', operation: 'ListStreams', accountId: '999900009999', kind: 'deny' };
  expect((await request.post('/api/sandbox/faults', { data: { faults: [deny] } })).ok()).toBe(true);
  const board = new Board(page);
  await board.open('/?region=us-east-1');
  const refused = board.bank.getByText('Streams in us-east-1 not read: kinesis:ListStreams is refused');
  await expect(refused).toBeVisible();
  await expect(board.bank).toContainText('arn:aws:iam::999900009999:role/tributary/operator');
  await expect(board.bank).toContainText('A service control policy stops kinesis:ListStreams.');
  await expect(board.wire('telemetry', 'telemetry-debug')).toHaveAccessibleName(/Disabled/);
  // What has no wire stands at the end, and only rows near the window are in the page.
  await page.keyboard.press('End');
  await expect(board.bank).toContainText('role stock-sync-role-m3p8x1vd');
  await expectAccessible(page);

  await request.post('/api/sandbox/faults', { data: { faults: [] } });
  await page.keyboard.press('r');
  await expect(refused).toBeHidden();
  await expect(board.bank).toContainText('kds-sharing-example1');
});

test('when nothing may be listed, it does not say that there is nothing', async ({ page, request }) => {
  const lists = [
    'kinesis:ListStreams',
    'dynamodb:ListTables',
    'lambda:ListFunctions',
    'lambda:ListEventSourceMappings',
  ];
  const faults = lists.map((id) => {
    const [service, operation] = id.split(':');
    return { id, service, operation, kind: 'deny' };
  });
  expect((await request.post('/api/sandbox/faults', { data: { faults } })).ok()).toBe(true);
  await page.goto('/');
  await expect(page.getByText('Nothing could be read')).toBeVisible();
  await expect(page.getByText('No sources and no readers')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await expectAccessible(page);
});

test('as a table it says how many rows there are, and j goes along them', async ({ page }) => {
  const board = new Board(page);
  await board.open('/?view=table');
  const table = page.getByRole('table', { name: 'Wires' });
  const wires = Number.parseInt((await page.getByRole('heading', { level: 1 }).textContent()) ?? '', 10);
  await expect(table).toHaveAttribute('aria-rowcount', String(wires + 1));
  for (let row = 0; row < wires; row += 1) await page.keyboard.press('j');
  const last = table.getByRole('row').and(page.locator('[aria-current=true]'));
  await expect(last).toHaveAttribute('aria-rowindex', String(wires + 1));
  await expect(last).toBeInViewport();
  await expectAccessible(page);
});
