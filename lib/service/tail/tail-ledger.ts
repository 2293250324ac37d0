import { type LogLine, lineMark } from '@/lib/wiring/log-line';

/** How often lines of one mark were shown, and how often each source brought them. */
type Entry = { shown: number; filtered: number; live: number; touchedAt: number };

const mostKept = 50_000;

/**
 * What a tail has shown, so that it shows each line once although it reads some twice: polls overlap, and after a
 * break what Live Tail missed is read again. Live Tail gives no ids; so lines are counted by mark (stream, time and
 * text), and a source's line is new when that source has now brought more of its mark than were shown.
 */
export class TailLedger {
  private readonly entries = new Map<string, Entry>();
  private readonly eventIds = new Map<string, number>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** The new ones of lines that FilterLogEvents gave, each with the id it has in this tail. */
  takeFiltered(lines: readonly LogLine[]): LogLine[] {
    const unread = lines.filter(({ id }) => !this.eventIds.has(id));
    for (const { id } of unread) this.eventIds.set(id, this.now());
    letGo(this.eventIds, mostKept);
    return this.take(unread, 'filtered');
  }

  /** The new ones of lines that the Live Tail session gave. */
  takeLive(lines: readonly Omit<LogLine, 'id'>[]): LogLine[] {
    return this.take(lines, 'live');
  }

  /** Another Live Tail session may begin with lines of the one before. */
  beginSession(): void {
    for (const entry of this.entries.values()) entry.live = 0;
  }

  /** Forgets what came before a moment, epoch milliseconds: it is not read again. */
  forget(before: number): void {
    for (const [id, at] of this.eventIds) {
      if (at >= before) break;
      this.eventIds.delete(id);
    }
    for (const [mark, { touchedAt }] of this.entries) {
      if (touchedAt >= before) break;
      this.entries.delete(mark);
    }
  }

  private take(lines: readonly Omit<LogLine, 'id'>[], source: 'filtered' | 'live'): LogLine[] {
    const fresh: LogLine[] = [];
    for (const line of lines) {
      const mark = lineMark(line);
      const entry = this.touched(mark);
      entry[source] += 1;
      if (entry[source] <= entry.shown) continue;
      entry.shown += 1;
      fresh.push({ ...line, id: `${mark}.${entry.shown}` });
    }
    letGo(this.entries, mostKept);
    return fresh.sort((one, other) => one.at.localeCompare(other.at));
  }

  /** The entry of a mark, moved behind those touched before it. */
  private touched(mark: string): Entry {
    const entry = this.entries.get(mark) ?? { shown: 0, filtered: 0, live: 0, touchedAt: 0 };
    entry.touchedAt = this.now();
    this.entries.delete(mark);
    this.entries.set(mark, entry);
    return entry;
  }
}

function letGo(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
