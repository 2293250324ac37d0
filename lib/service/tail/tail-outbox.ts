import type { LogLine, TailEvent } from '@/lib/wiring/log-line';

/** The way to one browser. */
export type TailOutlet = {
  send(event: TailEvent): void;
  /** The browser has not read what was sent before. */
  full(): boolean;
  /** Resolves when there is room again, or nobody reads any more. */
  drained(): Promise<void>;
};

/** What waits at most for a browser that is slow: lines, and characters in them. */
const most = { lines: 5_000, characters: 2_000_000 };

type LetGo = { from: string; to: string; lines: number };

/** Sends a tail's events in order; for a browser that is slow, the oldest lines go, and a gap says how many. */
export class TailOutbox {
  shown = 0;
  dropped = 0;
  private readonly outlet: TailOutlet;
  private waiting: TailEvent[] = [];
  private flushing = false;
  private letGo: LetGo | null = null;
  private lines = 0;
  private characters = 0;

  constructor(outlet: TailOutlet) {
    this.outlet = outlet;
  }

  send(event: TailEvent): void {
    if (event.type === 'lines' && event.lines.length === 0) return;
    if (!this.flushing && !this.outlet.full()) {
      this.pass(event);
      return;
    }
    // Of how a tail stands only the last word is of use.
    if (event.type === 'status') this.waiting = this.waiting.filter(({ type }) => type !== 'status');
    this.waiting.push(event);
    if (event.type === 'lines') {
      this.count(event.lines, 1);
      this.makeRoom();
    }
    if (!this.flushing) void this.flush();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (this.waiting.length > 0) {
      await this.outlet.drained();
      if (this.letGo) this.pass({ type: 'gap', ...this.letGo, reason: 'slow-reader', message: null });
      this.letGo = null;
      const event = this.waiting.shift();
      if (event?.type === 'lines') this.count(event.lines, -1);
      if (event) this.pass(event);
    }
    this.flushing = false;
  }

  private pass(event: TailEvent): void {
    if (event.type === 'lines') this.shown += event.lines.length;
    this.outlet.send(event);
  }

  /** Takes the oldest lines away until what waits is little enough. */
  private makeRoom(): void {
    while (this.lines > most.lines || this.characters > most.characters) {
      const place = this.waiting.findIndex(({ type }) => type === 'lines');
      const oldest = this.waiting[place];
      if (oldest?.type !== 'lines') return;
      const tooMany = Math.max(1, this.lines - most.lines);
      const gone = oldest.lines.slice(0, tooMany);
      const left = oldest.lines.slice(tooMany);
      this.waiting.splice(place, 1, ...(left.length > 0 ? [{ type: 'lines' as const, lines: left }] : []));
      this.count(gone, -1);
      this.note(gone);
    }
  }

  private note(gone: readonly LogLine[]): void {
    const from = this.letGo?.from ?? gone[0]?.at ?? '';
    this.letGo = { from, to: gone.at(-1)?.at ?? from, lines: (this.letGo?.lines ?? 0) + gone.length };
    this.dropped += gone.length;
  }

  private count(lines: readonly LogLine[], sign: 1 | -1): void {
    this.lines += sign * lines.length;
    this.characters += sign * lines.reduce((sum, { message }) => sum + message.length, 0);
  }
}
