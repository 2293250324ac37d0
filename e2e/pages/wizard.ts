import { expect, type Locator, type Page } from '@playwright/test';

/** The six steps of wiring a stream, as a person goes through them. */
export class Wizard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** From the empty wizard to the plan, choosing both ends by typing their names. */
  async plan(stream: string, reader: string, kind = 'Kinesis, shared throughput'): Promise<void> {
    await this.source(stream, kind);
    await this.button('Choose the reader').click();
    await this.choose('Function name or ARN', reader);
    await this.button('Review the settings').click();
    await expect(this.heading('How shall it read?')).toBeVisible();
    await this.button('Make the plan').click();
    await expect(this.heading(/change|Nothing/)).toBeVisible();
  }

  /** From the empty wizard to a chosen stream. */
  async source(stream: string, kind: string): Promise<void> {
    await this.page.goto('/wires/new');
    await this.page.getByRole('radio', { name: new RegExp(kind) }).click();
    await this.button(/^Choose the (stream|table)$/).click();
    await this.choose(/^(Stream name or ARN|Table name, or ARN of the table or its stream)$/, stream);
  }

  async choose(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).fill(text);
    const name = text.split(/[/:]/).at(-1) ?? text;
    await this.page.getByRole('option', { name: new RegExp(name) }).click();
  }

  /** The needs that stand open, each as one row. */
  lacking(): Locator {
    return this.page.getByRole('region', { name: 'What the wire needs' }).getByText('missing', { exact: true });
  }

  async apply(count: number): Promise<void> {
    await this.button(new RegExp(`^Apply ${count} changes?$`)).click();
  }

  async applied(count: number): Promise<void> {
    const said = `${count} ${count === 1 ? 'change' : 'changes'} applied`;
    await expect(this.heading(said)).toBeVisible({ timeout: 60_000 });
  }
}
