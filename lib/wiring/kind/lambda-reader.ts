import { arnOf } from '../arn';
import type { NeededAction } from '../code';
import { judged, unread } from '../judge/judgement';
import type { Message } from '../message';
import type { Need } from '../need';
import type { Read } from '../read';
import { isResource } from '../resource/arn-reading';
import { roleName } from '../resource/iam-arn';
import type { LambdaFunction } from '../resource/lambda';
import { functionName } from '../resource/lambda-arn';
import { resources } from '../resource/resources';
import type { Thing } from '../thing';
import { readOf, toldArn, type View } from '../view';
import { grantNeed } from './grant';
import type { Fact, NamedPart, Seen } from './kind';
import { placeOf } from './place';
import { readPart } from './read-part';

export const mappingPage = 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html';
const managedPage =
  'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaKinesisExecutionRole.html';

export const logActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;

export function isFunctionArn(text: string): boolean {
  return isResource(resources['lambda-function'], text);
}

/** The function and the role it runs as. A grant that nobody reads with has only whom it lets in. */
export function readerParts({ chosen, parts, at }: Seen): Record<'reader' | 'role', NamedPart> {
  const { region } = placeOf(chosen.source);
  const place = placeOf(chosen.reader, region);
  const base = { half: 'consumer' as const, place };
  const named = isFunctionArn(chosen.reader);
  const reader: NamedPart = named
    ? { ...base, is: 'lambda-function', ref: { arn: chosen.reader } }
    : { ...base, is: 'lambda-function', ref: { by: {} }, read: { state: 'absent', at } };
  const read = named ? readPart(parts, 'reader', 'lambda-function') : reader.read;
  return { reader, role: rolePart(chosen, place, read ?? { state: 'pending' }, at) };
}

function rolePart(chosen: Seen['chosen'], place: NamedPart['place'], read: Read<Thing>, at: string): NamedPart {
  const base = { is: 'iam-role' as const, half: 'consumer' as const, place };
  const own = read.state === 'known' ? (read.value as LambdaFunction).roleArn : null;
  const told = typeof chosen.role === 'string' ? chosen.role : null;
  const arn = own ?? told ?? (/:role\//.test(chosen.reader) ? chosen.reader : null);
  if (arn) return { ...base, ref: { arn } };
  const unknown: Read<Thing> =
    read.state === 'refused' || read.state === 'failed' || read.state === 'pending'
      ? read
      : { state: 'failed', message: 'No function says which role it runs as.', at };
  return { ...base, ref: { by: {} }, read: unknown };
}

/** Lambda assumes the execution role to read. */
export function trustNeed(view: View): Need {
  return grantNeed(view, {
    asker: { service: 'lambda.amazonaws.com' },
    action: 'sts:AssumeRole',
    of: 'role',
    in: { part: 'role', slot: 'trust' },
    row: 'trust',
    source: mappingPage,
  });
}

/** A right that the execution role's own policies must give. `sid` names the statement of ours that gives it. */
export function roleNeed(
  view: View,
  action: NeededAction,
  sid: string,
  more: { of?: string; resource?: string; weight?: Need['weight'] } = {},
): Need {
  const { of = 'source', ...rest } = more;
  return grantNeed(view, {
    asker: 'role',
    action,
    of,
    in: { part: 'role', slot: 'identity', sid },
    source: managedPage,
    ...rest,
  });
}

/** What the role needs to write its function's log: without it a wire works, and nobody sees what it does. */
export function logNeeds(view: View): Need[] {
  const { partition, region, accountId } = arnOf(view.arn('reader'));
  const read = readPart(view.evidence.parts, 'reader', 'lambda-function');
  const group = read.state === 'known' ? read.value.logGroup : '/aws/lambda/-';
  const resource = `arn:${partition}:logs:${region}:${accountId}:log-group:${group}:*`;
  return logActions.map((action) =>
    roleNeed(view, action, 'WriteOwnLogs', { of: 'reader', resource, weight: 'advised' }),
  );
}

export const functionActive: Fact = {
  judge(view) {
    const read = readPart(view.evidence.parts, 'reader', 'lambda-function');
    if (read.state !== 'known') return unread(read, { code: 'function-gone' });
    const { state = null, stateReason = null } = read.value;
    if (state === null || state === 'Active') return judged('met', 'function-active');
    // Lambda wakes an inactive function at its next invocation (domain: failures F129).
    if (state === 'Inactive') return judged('met', 'function-inactive');
    return judged('missing', 'function-state', { state, reason: stateReason ?? '' });
  },
};

/** A mapping reads in its own Region only. */
export const sameRegion: Fact = {
  judge(view) {
    const values = { source: arnOf(view.arn('source')).region, reader: arnOf(view.arn('reader')).region };
    return values.source === values.reader
      ? judged('met', 'same-region', values)
      : judged('denied', 'other-region', values);
  },
};

/** The function that stays, where it is there or may be, with its role where one is told. */
export function readerKept(view: View): Message[] {
  if (readOf(view, 'reader').state === 'absent') return [];
  const role = toldArn(view, 'role');
  const name = functionName(view.arn('reader'));
  return role === null
    ? [{ key: 'keeps.function-only', values: { function: name } }]
    : [{ key: 'keeps.function', values: { function: name, role: roleName(role) } }];
}
