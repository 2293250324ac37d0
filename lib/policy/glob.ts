import type { Truth } from './truth';

/**
 * In a resolved pattern the two wildcards stand as these noncharacters, so that a `*` or `?` that came out of a policy
 * variable stays the plain character it is.
 */
export const ANY = '\uFFFE';
export const ONE = '\uFFFF';

/** A pattern made ready once: what stands between its `*`s. */
export type Glob = { pieces: readonly string[]; shortest: number; ones: boolean };

/** Marks the wildcards of a text that has no variables. */
export function marked(pattern: string): string {
  return pattern.replaceAll('*', ANY).replaceAll('?', ONE);
}

export function globOf(resolved: string): Glob {
  const pieces = resolved.split(ANY);
  return { pieces, shortest: resolved.length - pieces.length + 1, ones: resolved.includes(ONE) };
}

export function globMatches(glob: Glob, text: string): boolean {
  const { pieces } = glob;
  const last = pieces.length - 1;
  const first = pieces[0] ?? '';
  if (last === 0) return text.length === first.length && pieceAt(glob, first, text, 0);
  if (text.length < glob.shortest || !pieceAt(glob, first, text, 0)) return false;
  const tail = pieces[last] ?? '';
  const end = text.length - tail.length;
  if (!pieceAt(glob, tail, text, end)) return false;
  let at = first.length;
  for (let index = 1; index < last; index += 1) {
    const piece = pieces[index] ?? '';
    const found = find(glob, piece, text, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Whether every text that begins like this matches, none does, or some. */
export function globMatchesStart(glob: Glob, start: string): Truth {
  const [head = '', ...rest] = glob.pieces;
  const compared = Math.min(head.length, start.length);
  if (!pieceAt(glob, head.slice(0, compared), start, 0)) return false;
  const isOpenEnded = rest.length > 0 && rest.every((piece) => piece === '');
  return isOpenEnded && head.length <= start.length ? true : null;
}

function pieceAt(glob: Glob, piece: string, text: string, at: number): boolean {
  if (!glob.ones) return text.startsWith(piece, at);
  for (let index = 0; index < piece.length; index += 1) {
    if (piece[index] !== ONE && piece[index] !== text[at + index]) return false;
  }
  return true;
}

function find(glob: Glob, piece: string, text: string, from: number): number {
  if (!glob.ones) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at += 1) {
    if (pieceAt(glob, piece, text, at)) return at;
  }
  return -1;
}
