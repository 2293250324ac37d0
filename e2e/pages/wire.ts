import { expect, type Locator, type Page } from '@playwright/test';
import { functionArn, streamArn } from '../practice';

/** The page of one wire, and the one that takes it away. */
export class WirePage {
  readonly page: Page;
  readonly verdicts: Locator;
  readonly grant: Locator;
  /** `LastProcessingResult`, as it stands in the header. */
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdicts = page.getByRole('table', { name: 'verdict' });
    this.grant = page.getByRole('complementary', { name: 'Grant' });
    this.result = page.getByRole('main').locator('header dd').last();
  }

  /** Opens the page of the wire between a stream and a function, with what is to be shown of it. */
  async open(stream: string, reader: string, shown = ''): Promise<void> {
    await this.page.goto(`/wires/${await this.idOf(stream, reader)}${shown}`);
    const ends = new RegExp(`^${stream} → (.+ → )?${reader}$`);
    await expect(this.page.getByRole('heading', { level: 1, name: ends })).toBeVisible();
  }

  /** Reads the wire anew until `LastProcessingResult` is so. */
  async resultIs(result: string | RegExp): Promise<void> {
    await expect(async () => {
      await this.page.getByRole('button', { name: 'Read again' }).click();
      await expect(this.result).toHaveText(result, { timeout: 2_000 });
    }).toPass();
  }

  async idOf(stream: string, reader: string): Promise<string> {
    const { wires } = await (await this.page.request.get('/api/wires')).json();
    const ends = { sourceArn: streamArn(stream), readerArn: functionArn(reader) };
    const found = wires.find(
      (wire: typeof ends) => wire.sourceArn === ends.sourceArn && wire.readerArn === ends.readerArn,
    );
    expect(found, `${stream} to ${reader}`).toBeDefined();
    return found.id;
  }

  /** The rows on which the halves do not agree: what agrees is folded away. */
  rows(): Locator {
    return this.verdicts.getByRole('rowgroup').last().getByRole('row');
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }
}
