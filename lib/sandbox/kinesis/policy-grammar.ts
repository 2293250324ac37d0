import { parsePolicy } from '@/lib/policy/document';
import { Fault } from '../service';

/** Resource policies hold at most 20 KB. */
const MOST_BYTES = 20_480;

/** Actions on a stream that its owner can share. What names no stream, or changes who may use it, is not among them. */
const SHAREABLE = new Set(
  [
    'AddTagsToStream',
    'DecreaseStreamRetentionPeriod',
    'DeleteStream',
    'DeregisterStreamConsumer',
    'DescribeStream',
    'DescribeStreamConsumer',
    'DescribeStreamSummary',
    'DisableEnhancedMonitoring',
    'EnableEnhancedMonitoring',
    'GetRecords',
    'GetShardIterator',
    'IncreaseStreamRetentionPeriod',
    'ListShards',
    'ListStreamConsumers',
    'ListTagsForStream',
    'MergeShards',
    'PutRecord',
    'PutRecords',
    'RegisterStreamConsumer',
    'RemoveTagsFromStream',
    'SplitShard',
    'StartStreamEncryption',
    'StopStreamEncryption',
    'SubscribeToShard',
    'UpdateShardCount',
    'UpdateStreamMode',
  ].map((name) => `kinesis:${name}`.toLowerCase()),
);

type Statement = Record<string, unknown>;

/** Refuses what Kinesis does not take as a policy of the resource `arn`. `exists` says whether a principal is real. */
export function checkPolicy(text: string, arn: string, exists: (principal: string) => boolean): void {
  if (Buffer.byteLength(text) > MOST_BYTES) throw wrong(`The policy exceeds the maximum size of ${MOST_BYTES} bytes.`);
  const document = parse(text);
  const version = document.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw wrong('Invalid policy version.');
  const statements = listOf(document.Statement).filter(isObject);
  if (statements.length === 0) throw wrong('The policy must have at least one statement.');
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '');
  if (new Set(sids).size !== sids.length) throw wrong('Statement IDs (SID) in a single policy must be unique.');
  for (const statement of statements) {
    checkElements(statement);
    checkPrincipals(statement, exists);
    checkActions(statement);
    checkResources(statement, arn);
  }
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw wrong(`Syntax errors in policy at ${parsed.problem.where}.`);
}

function checkElements(statement: Statement): void {
  const known = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
  const stray = Object.keys(statement).find((element) => !known.includes(element));
  if (stray) throw wrong(`The policy contains an element that is not supported: ${stray}.`);
  if (statement.Sid !== undefined && typeof statement.Sid !== 'string') throw wrong('Sid must be a string.');
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw wrong('Effect must be Allow or Deny.');
  if (statement.Condition !== undefined && !isObject(statement.Condition)) throw wrong('Condition must be an object.');
}

function checkPrincipals({ Principal: principal }: Statement, exists: (principal: string) => boolean): void {
  if (!isObject(principal) || Object.keys(principal).some((kind) => kind !== 'AWS')) {
    throw wrong('Principal must be IAM accounts, users or roles: {"AWS": …}.');
  }
  const names = textsOf(principal.AWS);
  if (!names) throw wrong('The policy must name at least one principal.');
  for (const name of names) {
    if (name.includes('*')) throw wrong('Wildcards are not allowed in the principal of a resource policy.');
    const iam = /^(\d{12}|arn:aws[^:]*:iam::\d{12}:(root|(role|user)\/\S+)|A(RO|ID)A[A-Z0-9]{12,})$/;
    if (!iam.test(name) || !exists(name)) throw wrong(`Invalid principal in policy: ${name}.`);
  }
}

function checkActions({ Action: action }: Statement): void {
  const names = textsOf(action);
  if (!names) throw wrong('The policy must name at least one action.');
  for (const name of names) {
    if (name.includes('*') || name.includes('?'))
      throw wrong('Wildcards are not allowed in the actions of a resource policy.');
    if (!SHAREABLE.has(name.toLowerCase())) throw wrong(`The following action is invalid for this resource: ${name}.`);
  }
}

function checkResources({ Resource: resource }: Statement, arn: string): void {
  const names = textsOf(resource);
  if (names?.every((name) => name === arn)) return;
  throw wrong(
    `The Resource of every statement must be the ARN of the resource that the policy is attached to: ${arn}.`,
  );
}

function parse(text: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw wrong('The policy is not valid JSON.');
  }
  if (!isObject(document)) throw wrong('The policy is not a JSON object.');
  const stray = Object.keys(document).find((element) => !['Version', 'Id', 'Statement'].includes(element));
  if (stray) throw wrong(`The policy contains an element that is not supported: ${stray}.`);
  return document;
}

function textsOf(value: unknown): string[] | undefined {
  const list = listOf(value);
  return list.length > 0 && list.every((each) => typeof each === 'string') ? list : undefined;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(message: string): Fault {
  return new Fault('InvalidArgumentException', message);
}
