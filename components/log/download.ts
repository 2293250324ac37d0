import type { LogEntry } from './line-buffer';

/** Saves what is shown as a text file: time in UTC, stream and message of each line, and where lines are missing. */
export function download(entries: readonly LogEntry[], name: string): void {
  const blob = new Blob([textOf(entries)], { type: 'text/plain;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function textOf(entries: readonly LogEntry[]): string {
  return entries
    .map((entry) => {
      if (entry.kind === 'line') return `${entry.line.at}\t${entry.line.stream}\t${entry.line.message.trimEnd()}\n`;
      return `${entry.gap.from}\t-\t--- not shown until ${entry.gap.to}: ${entry.gap.reason}\n`;
    })
    .join('');
}
