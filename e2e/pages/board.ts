import { expect, type Locator, type Page } from '@playwright/test';

/** Both banks and the wires between them. */
export class Board {
  readonly page: Page;
  readonly bank: Locator;
  readonly peek: Locator;
  readonly filter: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bank = page.getByRole('region', { name: 'Sources, readers and the wires between them' });
    this.peek = page.getByRole('region', { name: 'The selected wire' });
    this.filter = page.getByRole('searchbox', { name: 'Find on the board' });
  }

  /** Opens it and waits until all that it shows was read. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.getByRole('heading', { level: 1, name: /wires?$/ })).toBeVisible();
    await expect(this.bank).toHaveAttribute('aria-busy', 'false');
  }

  wire(source: string, reader: string): Locator {
    return this.bank.getByRole('button', { name: `${source} to ${reader}: ` });
  }

  /** What stands on each wire, from top to bottom: "orders to indexer: Flowing. Enabled, OK". */
  async wires(): Promise<string[]> {
    const labels = this.bank.getByRole('button', { name: / to .+: / });
    const placed = await labels.evaluateAll((buttons) =>
      buttons.map((button) => ({
        top: button.getBoundingClientRect().top,
        label: button.getAttribute('aria-label') ?? '',
      })),
    );
    return placed.sort((one, other) => one.top - other.top).map(({ label }) => label);
  }

  count(status: string): Locator {
    return this.page.getByRole('list', { name: 'Wires by status' }).getByRole('button', { name: status });
  }
}
