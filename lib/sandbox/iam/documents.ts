import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import type { Clock } from '../clock';
import { Fault } from '../service';
import type { World } from '../world';
import { awsPrincipals, principalExists } from './principals';

/** IAM gives documents out percent-encoded (RFC 3986), also inside XML. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Characters that count towards a quota: white space does not. */
export function sizeOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** Checks a trust policy as CreateRole and UpdateAssumeRolePolicy do. */
export function checkTrust(world: World, clock: Clock, text: string): void {
  const { statements } = parse(text);
  for (const statement of statements) {
    if (statement.resources || statement.notResources) throw malformed('Has prohibited field Resource');
    if (!statement.principals && !statement.notPrincipals) throw malformed('Missing required field Principal');
    if (!statement.actions?.every((action) => /^(sts:[A-Za-z*?]+|\*)$/i.test(action)) && !statement.notActions) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    }
  }
  for (const principal of awsPrincipals(text)) {
    if (!principalExists(world, clock, principal)) throw malformed(`Invalid principal in policy: "AWS":"${principal}"`);
  }
  if (sizeOf(text) > 2048) throw limitExceeded('Cannot exceed quota for ACLSizePerRole: 2048');
}

/** Checks a policy of an identity as IAM does before it keeps one. */
export function checkIdentityPolicy(text: string): void {
  for (const statement of parse(text).statements) {
    if (statement.principals || statement.notPrincipals)
      throw malformed('Policy document should not specify a principal.');
    const resources = statement.resources ?? statement.notResources;
    if (!resources) throw malformed('Policy statement must contain resources.');
    for (const action of statement.actions ?? statement.notActions ?? []) {
      if (action === '*') continue;
      if (!action.includes(':'))
        throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
    for (const resource of resources) {
      if (resource === '*' || /^arn:/.test(resource)) continue;
      throw malformed(`Resource ${resource} must be in ARN format or "*".`);
    }
  }
}

export function malformed(message: string): Fault {
  return new Fault('MalformedPolicyDocumentException', message, 400);
}

export function limitExceeded(message: string): Fault {
  return new Fault('LimitExceededException', message, 409);
}

function parse(text: string): PolicyDocument {
  const parsed = parsePolicy(text);
  if (parsed.ok) return parsed.document;
  throw malformed(parsed.problem.key === 'not-json' ? 'This policy contains invalid Json' : 'Syntax errors in policy.');
}
