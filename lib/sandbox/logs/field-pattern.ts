import { invalidParameter } from './group-reference';
import { type Condition, holds, parseCondition } from './pattern-condition';

type Field = { condition?: Condition };

/** `[ip, user, ..., status = 4*, size > 100]` held against lines whose fields are parted by spaces. */
export function fieldPattern(pattern: string): (message: string) => boolean {
  if (!pattern.endsWith(']')) throw invalidParameter('Invalid filter pattern');
  const fields = partsOf(pattern.slice(1, -1));
  const gap = fields.indexOf('...');
  if (gap !== fields.lastIndexOf('...')) throw invalidParameter('Invalid filter pattern');
  const head = (gap < 0 ? fields : fields.slice(0, gap)).map(fieldOf);
  const tail = gap < 0 ? [] : fields.slice(gap + 1).map(fieldOf);
  return (message) => {
    const values = valuesOf(message);
    const enough = gap < 0 ? values.length === head.length : values.length >= head.length + tail.length;
    if (!enough) return false;
    const last = values.slice(values.length - tail.length);
    return head.every((field, index) => fits(field, values[index])) && tail.every((field, i) => fits(field, last[i]));
  };
}

function fieldOf(text: string): Field {
  if (text === '' || /^[^\s=<>!&|()"]+$/.test(text)) return {};
  return { condition: parseCondition(text) };
}

function fits({ condition }: Field, value: string | undefined): boolean {
  return !condition || holds(condition, () => value);
}

/** Parted by commas that are not within quotes or a regular expression. */
function partsOf(text: string): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)+%|[^,])+/g) ?? []).map((part) => part.trim());
}

/** Words of a line; what stands in quotes or square brackets is one. */
function valuesOf(message: string): string[] {
  return [...message.matchAll(/"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? '',
  );
}
