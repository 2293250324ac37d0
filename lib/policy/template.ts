import type { PolicyDocument } from './document';
import { marked } from './glob';
import { isOpen, type Request } from './request';

/** A pattern of a policy with its variables. `fixed` when it has none: then it is resolved already. */
export type Template = { fixed: string } | { fixed: null; parts: readonly (string | Variable)[] };

/** `name` as written, `key` the same in lower case. */
type Variable = { name: string; key: string; fallback: string | null };

const VARIABLE = /\$\{([^}]*)\}/g;
const NAMED = /^([^,']+)(?:, +'([^']*)')?$/;

/**
 * Reads a pattern. Wildcards come out marked (see `glob.ts`); `${*}`, `${?}` and `${$}` are the plain characters.
 * Before version 2012-10-17 there are no variables: `${aws:username}` is text.
 */
export function templateOf(pattern: string, version: PolicyDocument['version'], wildcards: boolean): Template {
  const plain = wildcards ? marked : (text: string) => text;
  if (version === '2008-10-17' || !pattern.includes('${')) return { fixed: plain(pattern) };
  const parts: (string | Variable)[] = [];
  let from = 0;
  for (const found of pattern.matchAll(VARIABLE)) {
    parts.push(plain(pattern.slice(from, found.index)), variableOf(found[0], found[1] ?? '', plain));
    from = found.index + found[0].length;
  }
  parts.push(plain(pattern.slice(from)));
  return parts.every((part) => typeof part === 'string') ? { fixed: parts.join('') } : { fixed: null, parts };
}

/** AWS: in a `Resource` element a variable works only behind the fifth colon; before that it is text. */
export function resourceTemplateOf(pattern: string, version: PolicyDocument['version']): Template {
  const template = templateOf(pattern, version, true);
  if (template.fixed !== null) return template;
  let colons = 0;
  for (const part of template.parts) {
    if (typeof part === 'string') colons += part.split(':').length - 1;
    else if (colons < 5) return { fixed: marked(pattern) };
  }
  return template;
}

function variableOf(whole: string, inner: string, plain: (text: string) => string): string | Variable {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const named = NAMED.exec(inner);
  if (!named) return plain(whole);
  const [, name = '', fallback = null] = named;
  return { name, key: name.toLowerCase(), fallback };
}

/** The pattern with this request's values; `null` when a variable has no value, `undefined` when it is not known. */
export function resolved(template: Template, request: Request): string | null | undefined {
  if (template.fixed !== null) return template.fixed;
  let text = '';
  let unknown = false;
  for (const part of template.parts) {
    const value = typeof part === 'string' ? part : substitute(part, request);
    if (value === null) return null;
    if (value === undefined) unknown = true;
    else text += value;
  }
  return unknown ? undefined : text;
}

/** AWS: a multivalued key cannot be used as a policy variable. */
function substitute(variable: Variable, request: Request): string | null | undefined {
  const given = request.lookup(variable.key);
  if (isOpen(given)) return undefined;
  return given !== 'absent' && given.length === 1 ? given[0] : variable.fallback;
}

/** Names of the variables that this request cannot give a value to, because it is only predicted. */
export function unknownVariables(template: Template, request: Request): string[] {
  if (template.fixed !== null) return [];
  return template.parts.flatMap((part) =>
    typeof part !== 'string' && isOpen(request.lookup(part.key)) ? [part.name] : [],
  );
}
