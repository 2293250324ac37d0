import type { Locator, Page } from '@playwright/test';
import { WirePage } from './wire';

/** The log of a wire's function, followed. */
export class LogPage {
  readonly page: Page;
  readonly status: Locator;
  /** Why the log is polled although Live Tail was asked for. */
  readonly fallback: Locator;
  readonly lines: Locator;

  constructor(page: Page, reader: string) {
    this.page = page;
    const panel = page.getByRole('tabpanel', { name: 'Logs' });
    this.status = panel.getByRole('status');
    this.fallback = panel.getByRole('status', { name: 'No Live Tail: this log is polled' });
    this.lines = page.getByRole('log', { name: `Log lines of ${reader}` });
  }

  static async open(page: Page, stream: string, reader: string, more = ''): Promise<LogPage> {
    await new WirePage(page).open(stream, reader, `?tab=logs${more}`);
    return new LogPage(page, reader);
  }

  /** The badge that says which way the log is followed. */
  by(way: 'Live Tail' | 'Polling'): Locator {
    return this.page.getByTitle('How this log is followed').getByText(way, { exact: true });
  }
}
