import { log } from './log';

/**
 * Does something that costs as much as there is to show: soon after it was asked for, and so seldom that it takes no
 * more than a tenth of the time.
 */
export class Paced {
  private readonly act: () => Promise<void>;
  private readonly atLeast: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private acting: Promise<void> = Promise.resolve();
  private notBefore = 0;
  private stopped = false;

  /** `atLeast` milliseconds lie between the beginnings of two. */
  constructor(act: () => Promise<void>, atLeast: number) {
    this.act = act;
    this.atLeast = atLeast;
  }

  soon(): void {
    if (this.timer !== null || this.stopped) return;
    const later = () => {
      this.timer = null;
      this.now().catch((error: unknown) => log.error({ error }, 'what came in could not be shown'));
    };
    this.timer = setTimeout(later, Math.max(0, this.notBefore - Date.now()));
  }

  /** At once, or as soon as the one that goes on is over. */
  now(): Promise<void> {
    this.acting = this.acting.catch(() => undefined).then(() => this.take());
    return this.acting;
  }

  stop(): void {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private async take(): Promise<void> {
    if (this.stopped) return;
    const began = Date.now();
    await this.act();
    this.notBefore = Math.max(began + this.atLeast, Date.now() + 9 * (Date.now() - began));
  }
}
