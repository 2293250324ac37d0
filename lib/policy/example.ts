import { type PolicyDocument, parsePolicy } from './document';
import { evaluate, type Outcome } from './evaluate';
import type { NamedPolicy, Policies, Principal, Question } from './question';

/** Who and what the tests of this folder speak of, and short ways to ask. */
export const here = '111122223333';
export const there = '444455556666';

export const streamArn = `arn:aws:kinesis:us-east-1:${here}:stream/orders`;
export const roleArn = `arn:aws:iam::${here}:role/service-role/reader`;
export const sessionArn = `arn:aws:sts::${here}:assumed-role/reader/kds-reader1`;
export const userArn = `arn:aws:iam::${here}:user/ada`;

export const session: Principal = {
  type: 'session',
  arn: sessionArn,
  roleArn,
  accountId: here,
  uniqueId: 'AROAREADER00000000001',
};
export const role: Principal = { type: 'role', arn: roleArn, accountId: here, uniqueId: 'AROAREADER00000000001' };
export const user: Principal = { type: 'user', arn: userArn, accountId: here, uniqueId: 'AIDAADA00000000000001' };
export const root: Principal = { type: 'root', arn: `arn:aws:iam::${here}:root`, accountId: here };
export const federatedArn = `arn:aws:sts::${here}:federated-user/ada`;
export const federatedUser: Principal = { type: 'federated', arn: federatedArn, accountId: here };
export const service: Principal = { type: 'service', name: 'lambda.amazonaws.com' };
export const anonymous: Principal = { type: 'anonymous' };

/** A statement as a test writes it: what is left out allows everything. */
export type Written = Record<string, unknown>;

export const allow = (written: Written = {}): Written => ({ Effect: 'Allow', Action: '*', Resource: '*', ...written });
export const deny = (written: Written = {}): Written => ({ Effect: 'Deny', Action: '*', Resource: '*', ...written });
/** Allows something else: an implicit deny of everything the tests ask for. */
export const elsewhere = (written: Written = {}): Written => allow({ Action: 'ec2:*', ...written });

export function policy(...statements: Written[]): PolicyDocument {
  const result = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!result.ok) throw new Error(`${result.problem.key} ${result.problem.where}`);
  return result.document;
}

const named = (name: string, statements: Written[]): NamedPolicy => ({ name, document: policy(...statements) });

export type Asked = Partial<Omit<Question, 'resource'>> & {
  arn?: string;
  owner?: string;
  identity?: Written[];
  resource?: Written[];
  resourceType?: Policies['resourceType'];
  boundary?: Written[];
  session?: Written[];
  scps?: Written[][];
  rcps?: Written[][];
  endpoint?: Written[];
};

/** Asks whether a session of `reader` may read the stream `orders` of its own account, unless told otherwise. */
export function ask(asked: Asked): Outcome {
  const question: Question = {
    principal: asked.principal ?? session,
    action: asked.action ?? 'kinesis:GetRecords',
    resource: { arn: asked.arn ?? streamArn, accountId: asked.owner ?? here },
    context: asked.context ?? {},
    contextComplete: asked.contextComplete ?? true,
  };
  return evaluate(question, policiesOf(asked));
}

function policiesOf(asked: Asked): Policies {
  const { identity, resource, resourceType, boundary, endpoint, scps, rcps } = asked;
  return {
    identity: identity ? [named('identity', identity)] : [],
    ...(resource ? { resource: named('resource', resource) } : {}),
    ...(resourceType ? { resourceType } : {}),
    ...(boundary ? { boundary: named('boundary', boundary) } : {}),
    ...(asked.session ? { session: [named('session', asked.session)] } : {}),
    ...(scps ? { scps: scps.map((level) => [named('scp', level)]) } : {}),
    ...(rcps ? { rcps: rcps.map((level) => [named('rcp', level)]) } : {}),
    ...(endpoint ? { endpoint: named('endpoint', endpoint) } : {}),
  };
}

/** A row of a table: a sentence, what is asked, the answer and its reason. */
export type Row = readonly [sentence: string, asked: Asked, reason: Outcome['reason']];

export const toAws = (...values: string[]) => ({ Principal: { AWS: values } });
export const everybody = { Principal: '*' };
