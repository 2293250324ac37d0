import type { APIRequestContext } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './own-server';
import { Wizard } from './pages/wizard';
import { functionArn, streamArn } from './practice';

/** The mapping is made, and the server never hears of it. */
const unanswered = {
  id: 'unanswered',
  kind: 'timeout',
  operation: 'CreateEventSourceMapping',
  takesEffect: true,
  milliseconds: 600_000,
};

async function mappings(request: APIRequestContext): Promise<number> {
  const { mappings } = await (await request.get('/api/inventory')).json();
  const between = (one: { sourceArn: string; functionArn: string }) =>
    one.sourceArn === streamArn('orders-raw') && one.functionArn === functionArn('orders-indexer');
  return mappings.filter(between).length;
}

test.describe('a server that is killed in the middle of a run', () => {
  test.beforeEach(async ({ page, request }) => {
    const wizard = new Wizard(page);
    await wizard.plan('orders-raw', 'orders-indexer');
    expect((await request.post('/api/sandbox/faults', { data: { faults: [unanswered] } })).ok()).toBe(true);
    await wizard.apply(3);
    const struck = async () => (await (await request.get('/api/sandbox/faults')).json()).faults[0]?.struck;
    await expect.poll(struck).toBe(1);
  });

  test('is waited for by the page, which then resumes: nothing is done twice, and a record arrives', async ({
    page,
    request,
    server,
  }) => {
    const wizard = new Wizard(page);
    await server.kill();
    await expect(page.getByText('The connection to Tributary was lost; connecting again.')).toBeVisible();
    await expect(wizard.heading('Applying 3 changes')).toBeVisible();

    await server.start();
    await expect(wizard.heading('The run was interrupted')).toBeVisible();
    await expect(page.getByText('The connection to Tributary was lost')).toBeHidden();
    await expect(page.getByText('cut off')).toHaveCount(1);
    await wizard.button('Resume').click();
    await wizard.applied(3);
    expect(await mappings(request)).toBe(1);

    await wizard.button('Put the record on orders-raw').click();
    await expect(page.getByText('The record arrived in')).toBeVisible({ timeout: 60_000 });
  });

  test('leaves a run that can be undone from the same page', async ({ page, request, server }) => {
    const wizard = new Wizard(page);
    await server.kill();
    await server.start();
    await expect(wizard.heading('The run was interrupted')).toBeVisible();
    await wizard.button('Undo everything done').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo 3 changes' }).click();
    await expect(wizard.heading('Everything is undone')).toBeVisible({ timeout: 60_000 });
    expect(await mappings(request)).toBe(0);
  });
});
