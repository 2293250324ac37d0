import type { JsonNode } from './json';

/** How a document lays out its statements, so that a new one looks like those around it. */
export type Layout = {
  /** What stands before a statement: a line break with indentation, or blanks, or nothing. */
  lead: string;
  /** One step of indentation; `null` in a document written on one line. */
  step: string | null;
};

/** Learnt from a statement of the document and the whitespace before it. */
export function layoutOf(text: string, lead: string, statement: JsonNode): Layout {
  const own = text.slice(statement.start, statement.end);
  const inner = /^\{(?:\r?\n)([ \t]+)/.exec(own)?.[1];
  if (inner === undefined) return { lead, step: null };
  const outer = indentationAt(text, statement.start);
  return { lead, step: inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : inner };
}

/** The blanks that the line of this place begins with. */
function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** A statement's text for a place in the document. `at` is where it goes: its line's indentation is kept. */
export function written(statement: object, layout: Layout, text: string, at: number): string {
  if (layout.step === null) return JSON.stringify(statement);
  const fromLead = /\n([ \t]*)$/.exec(layout.lead)?.[1];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indentation = fromLead ?? indentationAt(text, at);
  return JSON.stringify(statement, null, layout.step)
    .split('\n')
    .join(newline + indentation);
}
