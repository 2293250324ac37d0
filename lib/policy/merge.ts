import { canonicalStatement } from './canonical';
import { type PolicyProblem, parsePolicy, problemAt, type Statement } from './document';
import { type JsonNode, readJson } from './json';
import { type Layout, layoutOf, written } from './statement-layout';

/** One statement of ours. Given as a string it is put in character for character. Its `Sid` is the one beside it. */
export type OwnStatement = { sid: string; statement: object | string };

export type Merged = { ok: true; text: string } | { ok: false; problem: PolicyProblem };

/** `text` is `null` when no statement is left: then the policy is to be deleted, not written. */
export type Removed = { ok: true; text: string | null } | { ok: false; problem: PolicyProblem };

/**
 * A statement that was alone outside a list goes into one when ours joins it. The blank before the comma tells this
 * list from every other, so that taking ours away gives the original back.
 */
const JOIN = ' , ';

/**
 * Puts our statements into a policy: in the place of those with the same `Sid`, the rest at the end. Everything else
 * stays byte for byte. `null` is no policy yet. What does not parse is refused, and so is a `Sid` that is already
 * taken by a statement that `isOurs` says is not ours.
 */
export function mergeStatements(
  text: string | null,
  ours: readonly OwnStatement[],
  isOurs: (sid: string) => boolean = () => true,
): Merged {
  if (text === null) return checked(newDocument(ours));
  const read = placesOf(text);
  if (!read.ok) return read;
  const taken = read.places.find(({ sid }) => sid !== null && !isOurs(sid) && ours.some((own) => own.sid === sid));
  if (taken) return { ok: false, problem: problemAt(text, 'sid-taken', taken.sid ?? '', taken.node.start) };
  return checked(ours.reduce(putIn, text));
}

function checked(text: string): Merged {
  const parsed = parsePolicy(text);
  return parsed.ok ? { ok: true, text } : parsed;
}

/** Takes the statements with these `Sid`s out. The exact reverse of a merge that added them. */
export function removeStatements(text: string, sids: readonly string[]): Removed {
  return removeStatementsThat(text, ({ sid }) => sid !== null && sids.includes(sid));
}

/** Takes every statement out that is due. The others stay byte for byte. */
export function removeStatementsThat(text: string, isDue: (statement: Statement) => boolean): Removed {
  let rest = text;
  for (;;) {
    const read = placesOf(rest);
    if (!read.ok) return read;
    if (read.places.length === 0) return { ok: true, text: null };
    const index = read.places.findIndex(({ statement }) => isDue(statement));
    if (index < 0) return { ok: true, text: rest };
    if (read.places.length === 1) return { ok: true, text: null };
    rest = takeOut(rest, read, index);
  }
}

type Place = { node: JsonNode; sid: string | null; statement: Statement };
type Places = { ok: true; list: JsonNode; places: Place[] };

/** Where the statements stand. `list` is the value of `Statement`, a list or a single statement. */
function placesOf(text: string): Places | { ok: false; problem: PolicyProblem } {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return parsed;
  const json = readJson(text);
  const members = json.ok && json.root.type === 'object' ? json.root.members : [];
  const list = members.find(({ key }) => key === 'Statement')?.value;
  if (!list) return { ok: false, problem: problemAt(text, 'missing-element', 'Statement', 0) };
  const nodes = list.type === 'array' ? list.items : [list];
  const places = parsed.document.statements.flatMap((statement, index) => {
    const node = nodes[index];
    return node ? [{ node, sid: statement.sid, statement }] : [];
  });
  return { ok: true, list, places };
}

const NEW_DOCUMENT = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    \n  ]\n}';
const NEW_LAYOUT: Layout = { lead: '\n    ', step: '  ' };

function newDocument(ours: readonly OwnStatement[]): string {
  const texts = ours.map((own) => textOf(own, NEW_LAYOUT, NEW_DOCUMENT, 0));
  return NEW_DOCUMENT.replace('\n    \n', () => `${NEW_LAYOUT.lead}${texts.join(`,${NEW_LAYOUT.lead}`)}\n`);
}

function textOf({ sid, statement }: OwnStatement, layout: Layout, text: string, at: number): string {
  if (typeof statement === 'string') return statement;
  return written(Object.assign({ Sid: sid }, statement, { Sid: sid }), layout, text, at);
}

function putIn(text: string, own: OwnStatement): string {
  const read = placesOf(text);
  if (!read.ok) return text;
  const standing = read.places.find(({ sid }) => sid === own.sid);
  return standing ? replace(text, read, standing, own) : append(text, read, own);
}

function replace(text: string, read: Places, place: Place, own: OwnStatement): string {
  const { node, statement } = place;
  if (meaningOf(own.statement) === canonicalStatement(statement)) return text;
  const index = read.places.indexOf(place);
  const layout = layoutOf(text, read.list.type === 'array' ? leadOf(text, read, index) : '', node);
  return text.slice(0, node.start) + textOf(own, layout, text, node.start) + text.slice(node.end);
}

function meaningOf(statement: object | string): string | null {
  const text = typeof statement === 'string' ? statement : JSON.stringify(statement);
  const parsed = parsePolicy(`{"Version":"2012-10-17","Statement":${text}}`);
  const only = parsed.ok ? parsed.document.statements[0] : undefined;
  return only ? canonicalStatement(only) : null;
}

function append(text: string, read: Places, own: OwnStatement): string {
  const { list, places } = read;
  const last = places.at(-1)?.node;
  const lead = list.type === 'array' && last ? leadOf(text, read, places.length - 1) : '';
  const layout = last ? layoutOf(text, lead, last) : { lead: '', step: null };
  const next = textOf(own, layout, text, last?.start ?? list.start);
  if (list.type !== 'array') {
    const alone = text.slice(list.start, list.end);
    return `${text.slice(0, list.start)}[${alone}${JOIN}${next}]${text.slice(list.end)}`;
  }
  const at = last?.end ?? list.start + 1;
  return text.slice(0, at) + (last ? `,${lead}` : '') + next + text.slice(at);
}

/** The blanks before a statement of a list, back to the bracket or the comma. */
function leadOf(text: string, { list, places }: Places, index: number): string {
  const from = places[index - 1]?.node.end ?? list.start + 1;
  const between = text.slice(from, places[index]?.node.start);
  return index === 0 ? between : between.slice(between.indexOf(',') + 1);
}

function takeOut(text: string, { list, places }: Places, index: number): string {
  const place = places[index]?.node;
  const before = places[index - 1]?.node;
  const after = places[index + 1]?.node;
  if (!place) return text;
  if (after) return text.slice(0, place.start) + text.slice(after.start);
  if (!before) return text.slice(0, place.start) + text.slice(place.end);
  const joined =
    places.length === 2 &&
    text.slice(before.end, place.start) === JOIN &&
    before.start === list.start + 1 &&
    place.end === list.end - 1;
  if (joined) return text.slice(0, list.start) + text.slice(before.start, before.end) + text.slice(list.end);
  return text.slice(0, before.end) + text.slice(place.end);
}
