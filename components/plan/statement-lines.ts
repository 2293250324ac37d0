/** One line of a policy as it is shown: kept as it is, put in, or taken out. */
export type PolicyLine = { mark: 'same' | 'added' | 'removed'; text: string };

const WIDTH = 88;

/** A policy statement broken into readable lines. Text that is not JSON is shown as it came. */
export function statementLines(text: string, width = WIDTH): string[] {
  try {
    return layOut(JSON.parse(text), 0, width).split('\n');
  } catch {
    return text.split('\n');
  }
}

/** What changes between two versions of a statement, line by line. */
export function lineDifference(before: string, after: string): PolicyLine[] {
  const old = statementLines(before);
  const fresh = statementLines(after);
  const common = commonLengths(old, fresh);
  const lines: PolicyLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ mark: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      lines.push({ mark: 'removed', text: old[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: 'added', text: fresh[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** A JSON text as it is easiest read: short parts on one line, long ones broken. Other text is left alone. */
export function readableJson(text: string, width = WIDTH): string {
  return statementLines(text, width).join('\n');
}

function layOut(value: unknown, indent: number, width: number): string {
  const flat = flatten(value);
  if (flat.length + indent <= width || typeof value !== 'object' || value === null) return flat;
  const pad = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'string')) return `[\n${filled(value.map(flatten), pad, width)}\n${end}]`;
    return `[\n${value.map((item) => pad + layOut(item, indent + 2, width)).join(',\n')}\n${end}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${pad}${JSON.stringify(key)}: ${layOut(item, indent + 2, width)}`,
  );
  return `{\n${entries.join(',\n')}\n${end}}`;
}

/** As many items a line as fit. */
function filled(items: string[], pad: string, width: number): string {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = index < items.length - 1 ? `${item},` : item;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(pad + text);
  }
  return lines.join('\n');
}

function flatten(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(flatten).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flatten(item)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Length of the longest common run of lines from each pair of positions on. */
function commonLengths(old: string[], fresh: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        old[i] === fresh[j] ? 1 + (table[i + 1]?.[j + 1] ?? 0) : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
