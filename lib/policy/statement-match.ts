import { type CompiledCondition, compileCondition, conditionHolds } from './condition';
import type { PolicyDocument, Statement } from './document';
import { type Glob, globMatches, globOf, marked } from './glob';
import { isNamed, NAMED, type Named, NOT_NAMED, naming, spared } from './principal';
import type { PolicyType } from './question';
import type { Request } from './request';
import { type ResourcePattern, resourcePatternMatches, resourcePatternOf } from './resource-pattern';
import { resolved, resourceTemplateOf, type Template } from './template';
import { both, either, not, type Truth } from './truth';

/** A statement made ready once for any number of questions. */
export type CompiledStatement = {
  source: Statement;
  allows: boolean;
  actions: { plain: ReadonlySet<string>; globs: readonly Glob[] };
  /** `null` when the statement has neither `Resource` nor `NotResource`. */
  resources: readonly CompiledResource[] | null;
  conditions: readonly CompiledCondition[];
};

/** `pattern` is there when it has no variables. */
type CompiledResource = { template: Template; pattern: ResourcePattern | null };

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

export function statementsOf(document: PolicyDocument): readonly CompiledStatement[] {
  const ready = compiled.get(document);
  if (ready) return ready;
  const made = document.statements.map((statement) => compile(statement, document.version));
  compiled.set(document, made);
  return made;
}

function compile(source: Statement, version: PolicyDocument['version']): CompiledStatement {
  const actions = (source.actions ?? source.notActions ?? []).map((action) => action.toLowerCase());
  const wild = actions.filter((action) => /[*?]/.test(action));
  const resources = source.resources ?? source.notResources;
  return {
    source,
    allows: source.effect === 'Allow',
    actions: { plain: new Set(actions), globs: wild.map((action) => globOf(marked(action))) },
    resources: resources?.map((resource) => compileResource(resource, version)) ?? null,
    conditions: source.conditions.map((condition) => compileCondition(condition, version)),
  };
}

function compileResource(resource: string, version: PolicyDocument['version']): CompiledResource {
  const template = resourceTemplateOf(resource, version);
  return { template, pattern: template.fixed === null ? null : resourcePatternOf(template.fixed) };
}

/** Action names are compared without case. */
export function actionMatches(statement: CompiledStatement, request: Request): boolean {
  const { plain, globs } = statement.actions;
  const listed = plain.has(request.action) || globs.some((glob) => globMatches(glob, request.action));
  return statement.source.actions ? listed : !listed;
}

/** A policy on a resource may leave the resource out: then it means the resource that it is on. */
export function resourceMatches(statement: CompiledStatement, request: Request): Truth {
  const { source, resources } = statement;
  if (!resources) return source.principals !== null || source.notPrincipals !== null;
  const excluded = source.notResources !== null;
  let listed: Truth = false;
  for (const one of resources) {
    listed = either(listed, oneMatches(one, excluded, request));
    if (listed === true) break;
  }
  return excluded ? not(listed) : listed;
}

/** A variable without a value makes the statement not apply, whichever way the element is meant. */
function oneMatches({ pattern, template }: CompiledResource, excluded: boolean, request: Request): Truth {
  if (pattern) return resourcePatternMatches(pattern, request.resource);
  const text = resolved(template, request);
  if (text === undefined) return null;
  return text === null ? excluded : resourcePatternMatches(resourcePatternOf(text), request.resource);
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
export function applies(statement: CompiledStatement, request: Request): Truth {
  if (!actionMatches(statement, request)) return false;
  const resource = resourceMatches(statement, request);
  return resource === false ? false : both(resource, conditionsHold(statement, request));
}
