import { expectAccessible } from './accessible';
import { expect, functionArn, streamArn, test } from './practice';

const ends = `producer=practice-producer&source=${streamArn('orders-raw')}&consumer=practice-consumer&function=${functionArn('orders-indexer')}`;

const looks = [
  { locale: 'en-GB', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  { locale: 'ja-JP', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { locale: 'ja-JP', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

for (const look of looks) {
  test.describe(`${look.locale}, ${look.colorScheme}, ${look.viewport.width} px`, () => {
    test.use(look);

    test('every page opens without a fault in the console and without anything for axe to find', async ({
      page,
      request,
    }) => {
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(error.message));
      const { wires } = await (await request.get('/api/wires')).json();
      const id = wires.find((wire: { sourceArn: string }) => wire.sourceArn === streamArn('inventory-updates')).id;
      const paths = [
        '/',
        '/connections',
        '/connections/new',
        '/connections/practice-producer',
        '/activity',
        '/practice',
        '/wires/new',
        `/wires/new?kind=kinesis&step=settings&${ends}`,
        `/wires/new?kind=kinesis&step=plan&${ends}`,
        `/wires/${id}`,
        `/wires/${id}?tab=policies`,
        `/wires/${id}?tab=logs`,
        `/wires/${id}?tab=activity`,
        `/wires/${id}/remove`,
      ];
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        await expectAccessible(page);
      }
      expect(faults).toEqual([]);
    });
  });
}
