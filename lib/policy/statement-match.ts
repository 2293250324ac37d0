import { type CompiledCondition, compileCondition, conditionHolds } from './condition';
import type { PolicyDocument, Statement } from './document';
import { type Glob, globMatches, globOf, marked } from './glob';
import { isNamed, NAMED, type Named, NOT_NAMED, naming, spared } from './principal';
import type { PolicyType } from './question';
import type { Request } from './request';
import { type ResourcePattern, resourcePatternMatches, resourcePatternOf } from './resource-pattern';
import { resolved, resourceTemplateOf, type Template } from './template';
import { both, either, not, type Truth } from './truth';

/** A statement made ready once for any number of questions; most are never asked for more than their actions. */
export class CompiledStatement {
  readonly source: Statement;
  readonly allows: boolean;
  /** In lower case. */
  readonly actions: readonly string[];
  readonly #version: PolicyDocument['version'];
  #globs: readonly Glob[] | undefined;
  #resources: readonly CompiledResource[] | null | undefined;
  #conditions: readonly CompiledCondition[] | undefined;

  constructor(source: Statement, version: PolicyDocument['version']) {
    this.source = source;
    this.allows = source.effect === 'Allow';
    this.actions = (source.actions ?? source.notActions ?? []).map((action) => action.toLowerCase());
    this.#version = version;
  }

  /** The actions with wildcards. */
  get globs(): readonly Glob[] {
    this.#globs ??= this.actions.filter((action) => /[*?]/.test(action)).map((action) => globOf(marked(action)));
    return this.#globs;
  }

  /** `null` when the statement has neither `Resource` nor `NotResource`. */
  get resources(): readonly CompiledResource[] | null {
    if (this.#resources === undefined) {
      const written = this.source.resources ?? this.source.notResources;
      this.#resources = written?.map((resource) => compileResource(resource, this.#version)) ?? null;
    }
    return this.#resources;
  }

  get conditions(): readonly CompiledCondition[] {
    this.#conditions ??= this.source.conditions.map((condition) => compileCondition(condition, this.#version));
    return this.#conditions;
  }
}

/** `pattern` is there when it has no variables. */
type CompiledResource = { template: Template; pattern: ResourcePattern | null };

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();
/** By the version of the document: a statement may be looked at in another document than the one that it was read in. */
const compiledOnes = {
  '2012-10-17': new WeakMap<Statement, CompiledStatement>(),
  '2008-10-17': new WeakMap<Statement, CompiledStatement>(),
};

export function statementsOf(document: PolicyDocument): readonly CompiledStatement[] {
  const ready = compiled.get(document);
  if (ready) return ready;
  const made = document.statements.map((statement) => compiledOf(statement, document.version));
  compiled.set(document, made);
  return made;
}

function compiledOf(statement: Statement, version: PolicyDocument['version']): CompiledStatement {
  const ready = compiledOnes[version].get(statement);
  if (ready) return ready;
  const made = new CompiledStatement(statement, version);
  compiledOnes[version].set(statement, made);
  return made;
}

function compileResource(resource: string, version: PolicyDocument['version']): CompiledResource {
  const template = resourceTemplateOf(resource, version);
  return { template, pattern: template.fixed === null ? null : resourcePatternOf(template.fixed) };
}

/** Action names are compared without case. */
export function actionMatches(statement: CompiledStatement, request: Request): boolean {
  const { actions, globs } = statement;
  const listed = actions.includes(request.action) || globs.some((glob) => globMatches(glob, request.action));
  return statement.source.actions ? listed : !listed;
}

/** A policy on a resource may leave the resource out: then it means the resource that it is on. */
export function resourceMatches(statement: CompiledStatement, policyType: PolicyType, request: Request): Truth {
  const { source, resources } = statement;
  if (!resources) return source.principals !== null || source.notPrincipals !== null;
  const excluded = source.notResources !== null;
  let listed: Truth = false;
  for (const one of resources) {
    listed = either(listed, oneMatches(one, excluded, isOnIdentity(policyType), request));
    if (listed === true) break;
  }
  return excluded ? not(listed) : listed;
}

/** A variable without a value makes the statement not apply, whichever way the element is meant. */
function oneMatches(
  { pattern, template }: CompiledResource,
  excluded: boolean,
  completed: boolean,
  request: Request,
): Truth {
  if (pattern) return resourcePatternMatches(pattern, request.resource, completed);
  const text = resolved(template, request);
  if (text === undefined) return null;
  return text === null ? excluded : resourcePatternMatches(resourcePatternOf(text), request.resource, completed);
}

export function conditionsHold(statement: CompiledStatement, request: Request): Truth {
  let held: Truth = true;
  for (const condition of statement.conditions) {
    held = both(held, conditionHolds(condition, request));
    if (held === false) break;
  }
  return held;
}

const ON_IDENTITY: ReadonlySet<PolicyType> = new Set(['identity', 'boundary', 'session', 'scp']);

/** Policies of these types are about their own identity, account or session and name no principal. */
export function isOnIdentity(policyType: PolicyType): boolean {
  return ON_IDENTITY.has(policyType);
}

/**
 * How the statement is bound to who asks. A policy of an identity names no principal: it is about its own. `bounded`
 * says that the principal has a permissions boundary: AWS then lets every `NotPrincipal` with `Deny` hit it.
 */
export function principalNaming(
  { source, allows }: CompiledStatement,
  policyType: PolicyType,
  { question: { principal } }: Request,
  bounded: boolean,
): Named {
  if (isOnIdentity(policyType)) return source.principals || source.notPrincipals ? NOT_NAMED : NAMED.direct;
  if (source.principals) return naming(source.principals, principal);
  if (!source.notPrincipals) return NOT_NAMED;
  if (allows) return allBut(isNamed(naming(source.notPrincipals, principal)));
  return bounded ? NAMED.direct : allBut(spared(source.notPrincipals, principal));
}

function allBut(exempt: Truth): Named {
  return exempt === null ? { ...NOT_NAMED, direct: null } : exempt ? NOT_NAMED : NAMED.direct;
}

/** Whether the statement applies, once it is known to be about who asks. */
export function applies(statement: CompiledStatement, policyType: PolicyType, request: Request): Truth {
  if (!actionMatches(statement, request)) return false;
  const resource = resourceMatches(statement, policyType, request);
  return resource === false ? false : both(resource, conditionsHold(statement, request));
}
