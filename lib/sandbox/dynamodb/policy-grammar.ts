import { parsePolicy } from '@/lib/policy/document';
import type { Fault } from '../service';
import { invalidParameter } from './invalid';
import { streamActions, tableActions } from './policy-actions';
import type { PolicyTarget } from './policy-target';

/** With white space. */
const MOST_BYTES = 20_480;
/** The only services that DynamoDB lets in by a policy. */
const services: readonly string[] = ['redshift.amazonaws.com', 'replication.dynamodb.amazonaws.com'];
const iam =
  /^(\d{12}|arn:aws[^:]*:iam::\d{12}:(root|(role|user)\/\S+)|arn:aws[^:]*:sts::\d{12}:assumed-role\/\S+|A(RO|ID)A[A-Z0-9]{12,})$/;

type Statement = Record<string, unknown>;

/**
 * Refuses what DynamoDB does not take as a policy of a table or a stream. `exists` says whether a principal is real.
 * @throws Fault ValidationException
 */
export function checkPolicy(
  text: string,
  { type, arn }: Pick<PolicyTarget, 'type' | 'arn'>,
  exists: (principal: string) => boolean,
): void {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw wrong(`The size of the policy exceeds the maximum of ${MOST_BYTES} bytes`);
  }
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    throw wrong(
      parsed.problem.key === 'not-json' ? 'The policy is not valid JSON' : `Syntax error at ${parsed.problem.where}`,
    );
  }
  const { Statement: statements } = JSON.parse(text) as { Statement: Statement | Statement[] };
  for (const statement of [statements].flat()) {
    checkPrincipals(statement, exists);
    checkActions(statement, type === 'stream' ? streamActions : tableActions);
    checkResources(statement, arn, type);
  }
}

function checkPrincipals(statement: Statement, exists: (principal: string) => boolean): void {
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (principal === undefined) throw wrong('Every statement must have a principal');
  const named = typeof principal === 'string' ? { AWS: principal } : (principal as Record<string, unknown>);
  if (texts(named.Service).some((service) => !services.includes(service))) {
    throw wrong('Policy contains invalid service principal');
  }
  for (const name of texts(named.AWS)) {
    if (name === '*') checkPublic(statement);
    else if (!iam.test(name) || !exists(name)) throw invalidParameter('Invalid principal in policy document');
  }
  const stray = Object.keys(named).find((kind) => kind !== 'AWS' && kind !== 'Service');
  if (stray) throw invalidParameter('Invalid principal in policy document');
}

/** Everybody may be refused, or let in under a condition. */
function checkPublic({ Effect, Principal, Condition }: Statement): void {
  if (Effect !== 'Allow' || Principal === undefined || Condition !== undefined) return;
  throw wrong('The policy grants public access, which is blocked');
}

function checkActions({ Action: action, NotAction: other }: Statement, known: readonly string[]): void {
  const names = texts(action ?? other);
  const strange = names.filter((name) => !known.some((each) => fits(each, name)));
  if (strange.length === 0) return;
  const shown = strange.map((name) => `"${name}"`).join(', ');
  throw wrong(`The following action names are invalid: ${shown}`);
}

function checkResources({ Resource: resource, NotResource: other }: Statement, arn: string, type: string): void {
  const names = texts(resource ?? other);
  const own = (name: string) => name === '*' || name === arn || (type === 'table' && name.startsWith(`${arn}/`));
  if (names.length > 0 && names.every(own)) return;
  throw wrong(`The Resource of every statement must be "*" or the resource that the policy is attached to: ${arn}`);
}

/** Names of actions are alike in both cases. */
function fits(action: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replaceAll('?', '.'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().filter((each) => typeof each === 'string');
}

function wrong(problem: string): Fault {
  return invalidParameter(`Invalid policy document: ${problem}`);
}
