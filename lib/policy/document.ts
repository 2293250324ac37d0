import { type JsonMember, type JsonNode, readJson } from './json';
import { isOperator } from './operator';
import { rememberedByText } from './text-cache';

/** What a `Principal` or `NotPrincipal` element names. `"*"` alone is kept apart from `{"AWS": "*"}`. */
export type PrincipalEntry = { kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*'; value: string };

/** One test of a `Condition` element, as written. Numbers and booleans come as the text they were written with. */
export type Condition = { operator: string; key: string; values: readonly string[] };

/** One statement. An element that the statement does not have is `null`. */
export type Statement = {
  /** Place in the document, from 0. */
  index: number;
  sid: string | null;
  effect: 'Allow' | 'Deny';
  principals: readonly PrincipalEntry[] | null;
  notPrincipals: readonly PrincipalEntry[] | null;
  actions: readonly string[] | null;
  notActions: readonly string[] | null;
  resources: readonly string[] | null;
  notResources: readonly string[] | null;
  conditions: readonly Condition[];
  /** Its exact characters in the document's text. */
  text: string;
};

export type PolicyDocument = {
  /** Policy variables exist in `2012-10-17` only; a document that names no version has the older one. */
  version: '2012-10-17' | '2008-10-17';
  id: string | null;
  statements: readonly Statement[];
  text: string;
};

/** Why a text is no policy. `where` is the element: `Statement[1].Condition.StringEquals`, empty for the document. */
export type PolicyProblem = {
  key:
    | 'not-json'
    | 'too-deep'
    | 'duplicate-element'
    | 'unknown-element'
    | 'missing-element'
    | 'excluding-elements'
    | 'wrong-type'
    | 'wrong-value'
    | 'empty-element'
    | 'unknown-operator'
    | 'sid-taken';
  where: string;
  /** From 1. */
  line: number;
  column: number;
};

export type ParsedPolicy = { ok: true; document: PolicyDocument } | { ok: false; problem: PolicyProblem };

type ProblemKey = PolicyProblem['key'];

class Refused extends Error {
  readonly key: ProblemKey;
  readonly where: string;
  readonly offset: number;

  constructor(key: ProblemKey, where: string, offset: number) {
    super(key);
    this.key = key;
    this.where = where;
    this.offset = offset;
  }
}

/** Some hundreds of the longest policies that AWS takes, thousands of usual ones. */
const REMEMBERED_CHARACTERS = 8_000_000;

/**
 * Reads a policy document as IAM would take it. Anything that IAM's grammar does not have is refused. Never throws. The
 * same text is the same document, read once: a plan asks many things of the same few.
 */
export const parsePolicy: (text: string) => ParsedPolicy = rememberedByText(REMEMBERED_CHARACTERS, parse);

function parse(text: string): ParsedPolicy {
  const json = readJson(text);
  if (!json.ok) {
    return { ok: false, problem: problemAt(text, json.fault.key, json.fault.element ?? '', json.fault.offset) };
  }
  try {
    return { ok: true, document: documentOf(text, json.root) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, problem: problemAt(text, error.key, error.where, error.offset) };
  }
}

export function problemAt(text: string, key: ProblemKey, where: string, offset: number): PolicyProblem {
  const before = text.slice(0, offset).split('\n');
  return { key, where, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function documentOf(text: string, root: JsonNode): PolicyDocument {
  const elements = elementsOf(root, '', ['Version', 'Id', 'Statement']);
  const version = elements.get('Version');
  const id = elements.get('Id');
  const statement = elements.get('Statement');
  if (!statement) throw new Refused('missing-element', 'Statement', root.start);
  const listed = statement.type === 'array' ? statement.items : [statement];
  return {
    version: version ? versionOf(version) : '2008-10-17',
    id: id ? stringOf(id, 'Id') : null,
    statements: listed.map((node, index) => statementOf(text, node, index)),
    text,
  };
}

function versionOf(node: JsonNode): PolicyDocument['version'] {
  const version = stringOf(node, 'Version');
  if (version !== '2012-10-17' && version !== '2008-10-17') throw new Refused('wrong-value', 'Version', node.start);
  return version;
}

const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function statementOf(text: string, node: JsonNode, index: number): Statement {
  const where = `Statement[${index}]`;
  const elements = elementsOf(node, where, STATEMENT_ELEMENTS);
  for (const name of ['Principal', 'Action', 'Resource']) {
    const both = elements.get(name) && elements.get(`Not${name}`);
    if (both) throw new Refused('excluding-elements', `${where}.Not${name}`, both.start);
  }
  const read = <T>(name: string, take: (value: JsonNode, path: string) => T): T | null => {
    const value = elements.get(name);
    return value ? take(value, `${where}.${name}`) : null;
  };
  const effect = read('Effect', effectOf);
  if (!effect) throw new Refused('missing-element', `${where}.Effect`, node.start);
  const actions = read('Action', namesOf);
  const notActions = read('NotAction', namesOf);
  if (!actions && !notActions) throw new Refused('missing-element', `${where}.Action`, node.start);
  return {
    index,
    sid: read('Sid', stringOf),
    effect,
    principals: read('Principal', principalsOf),
    notPrincipals: read('NotPrincipal', principalsOf),
    actions,
    notActions,
    resources: read('Resource', namesOf),
    notResources: read('NotResource', namesOf),
    conditions: read('Condition', conditionsOf) ?? [],
    text: text.slice(node.start, node.end),
  };
}

function effectOf(node: JsonNode, where: string): 'Allow' | 'Deny' {
  const effect = stringOf(node, where);
  if (effect !== 'Allow' && effect !== 'Deny') throw new Refused('wrong-value', where, node.start);
  return effect;
}

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

function principalsOf(node: JsonNode, where: string): PrincipalEntry[] {
  if (node.type === 'string') {
    if (node.value !== '*') throw new Refused('wrong-value', where, node.start);
    return [{ kind: '*', value: '*' }];
  }
  const elements = elementsOf(node, where, PRINCIPAL_KINDS);
  const entries = PRINCIPAL_KINDS.flatMap((kind) => {
    const value = elements.get(kind);
    return value ? namesOf(value, `${where}.${kind}`).map((name) => ({ kind, value: name })) : [];
  });
  if (entries.length === 0) throw new Refused('empty-element', where, node.start);
  return entries;
}

function conditionsOf(node: JsonNode, where: string): Condition[] {
  return membersOf(node, where).flatMap((block) => {
    const place = `${where}.${block.key}`;
    if (!isOperator(block.key)) throw new Refused('unknown-operator', place, block.keyStart);
    return membersOf(block.value, place).map((test) => ({
      operator: block.key,
      key: test.key,
      values: listOf(test.value).map((value) => scalarOf(value, `${place}.${test.key}`)),
    }));
  });
}

function elementsOf(node: JsonNode, where: string, known: readonly string[]): Map<string, JsonNode> {
  const elements = new Map<string, JsonNode>();
  for (const member of membersOf(node, where)) {
    const place = where === '' ? member.key : `${where}.${member.key}`;
    if (!known.includes(member.key)) throw new Refused('unknown-element', place, member.keyStart);
    elements.set(member.key, member.value);
  }
  return elements;
}

function membersOf(node: JsonNode, where: string): readonly JsonMember[] {
  if (node.type !== 'object') throw new Refused('wrong-type', where, node.start);
  return node.members;
}

function namesOf(node: JsonNode, where: string): string[] {
  const names = listOf(node).map((item) => stringOf(item, where));
  if (names.length === 0) throw new Refused('empty-element', where, node.start);
  return names;
}

function listOf(node: JsonNode): readonly JsonNode[] {
  return node.type === 'array' ? node.items : [node];
}

function stringOf(node: JsonNode, where: string): string {
  if (node.type !== 'string') throw new Refused('wrong-type', where, node.start);
  return node.value;
}

function scalarOf(node: JsonNode, where: string): string {
  if (node.type === 'number') return node.source;
  if (node.type === 'boolean') return String(node.value);
  return stringOf(node, where);
}
