import type { MessageKey } from '@/lib/messages/message-key';
import { parsePolicy } from '@/lib/policy/document';
import { functionName, roleName, streamName } from '../arn';
import type { ArnReading } from '../call/call';
import type { Calls } from '../call/calls';
import type { Evidence } from '../evidence';
import type { Said } from '../said';
import { changeOf, type Draft, inOrder } from './change';
import { isForRole, isOfWire } from './our-statements';
import type { PreCheck } from './plan';
import type { PlanBody } from './plan-wire';
import { isUnparsed, policyOn } from './policy-on';
import { emptied, isDue, isShared, type RemovalQuestion } from './removal-question';
import { statementsOf } from './statements';
import { keyRemoval, keysLeft } from './unshare-key';
import { roleRemovals } from './unshare-role';

function mappingRemoval({ evidence, consumer }: RemovalQuestion): Draft[] {
  if (evidence.mapping.state !== 'known' || !consumer) return [];
  const { uuid, functionArn, sourceArn, settings } = evidence.mapping.value;
  const dead = isGone(sourceArn, evidence) ? { dead: true } : {};
  const call = { call: 'lambda:DeleteEventSourceMapping' as const, uuid, functionArn, sourceArn, settings, ...dead };
  return [changeOf({ side: 'consumer', place: consumer, glyph: 'remove', answers: [], call })];
}

/** Whether what a mapping reads is not there any more: then nobody can make that mapping again. */
function isGone(sourceArn: string, { source }: Evidence): boolean {
  if (source.state !== 'known') return source.state === 'absent';
  const { arn, consumers } = source.value;
  return arn !== sourceArn && consumers.state === 'known' && !consumers.value.some((one) => one.arn === sourceArn);
}

/** Takes our statements out and leaves the rest; deletes a policy only when no statement is left (wirings K1, clean-up). */
function policyRemoval(question: RemovalQuestion): Draft[] {
  const { evidence, producer, ends, kind, wireId } = question;
  if (evidence.source.state !== 'known' || !producer) return [];
  const source = evidence.source.value;
  const base = { side: 'producer' as const, place: producer, glyph: 'remove' as const, answers: [] };
  return kind.resourceStatements(ends, wireId).flatMap(({ on }): Draft[] => {
    const found = isShared(question, on) ? null : emptied(policyOn(on, source), question);
    if (found === null) return [];
    const { expected, rest } = found;
    return rest === null
      ? [changeOf({ ...base, call: { call: 'kinesis:DeleteResourcePolicy', resourceArn: on, expected } })]
      : [changeOf({ ...base, call: { call: 'kinesis:PutResourcePolicy', resourceArn: on, policy: rest, expected } })];
  });
}

/** Deregisters the consumer if it is ours and nobody else has a use for it. */
function consumerRemoval(question: RemovalQuestion): Draft[] {
  const { ends, producer } = question;
  const consumerArn = ends.consumer?.arn;
  if (!producer || !ends.consumer || !consumerArn || consumerKept(question) !== null) return [];
  const call = {
    call: 'kinesis:DeregisterStreamConsumer' as const,
    streamArn: ends.sourceArn,
    consumerName: ends.consumer.name,
    consumerArn,
  };
  return [changeOf({ side: 'producer', place: producer, glyph: 'remove', answers: [], call })];
}

/** Why the consumer stays, or `null` when it goes. */
function consumerKept(question: RemovalQuestion): MessageKey | null {
  const { evidence, ends, registeredByUs, otherReaders } = question;
  const consumerArn = ends.consumer?.arn ?? '';
  if (!registeredByUs.includes(consumerArn)) return 'keeps.consumer-of-others';
  if (otherReaders === null || otherReaders.ofConsumer !== 0) return 'keeps.consumer-in-use';
  const policy = evidence.source.state === 'known' ? policyOn(consumerArn, evidence.source.value) : null;
  if (policy?.state === 'absent') return null;
  if (policy?.state !== 'known' || isUnparsed(policy)) return 'keeps.consumer-in-use';
  const isFree = !isShared(question, consumerArn) && statementsOf(policy.value).every((one) => isDue(one, question));
  return isFree ? null : 'keeps.consumer-in-use';
}

/** Why our statement, if there is one, cannot be taken out. */
function policyLeft({ evidence: { source } }: RemovalQuestion): MessageKey[] {
  if (source.state === 'absent') return [];
  const policy = source.state === 'known' ? source.value.policy : source;
  if (policy.state === 'known') return parsePolicy(policy.value).ok ? [] : ['keeps.unparsed'];
  return policy.state === 'absent' ? [] : ['keeps.unread'];
}

function keeps(question: RemovalQuestion): Said[] {
  const { evidence, ends, attachedByUs, otherReaders, wireId } = question;
  const policy = evidence.source.state === 'known' ? evidence.source.value.policy : null;
  const all = policy?.state === 'known' ? statementsOf(policy.value) : [];
  const others = all.filter((one) => !isOfWire(one.sid, wireId) && !isForRole(one, ends.roleArn));
  const stream = streamName(ends.sourceArn);
  const role = roleName(ends.roleArn);
  const said: Said[] = [
    { key: 'keeps.stream', values: { stream } },
    { key: 'keeps.function', values: { function: functionName(ends.functionArn), role } },
  ];
  if (others.length > 0) said.push({ key: 'keeps.statements', values: { count: others.length, stream } });
  said.push(...policyLeft(question).map((key) => ({ key, values: { stream } })), ...keysLeft(question));
  const kept = ends.consumer?.arn ? consumerKept(question) : null;
  if (kept) said.push({ key: kept, values: { consumer: ends.consumer?.name ?? '', stream } });
  if (otherReaders !== null && otherReaders.ofSource > 0)
    said.push({ key: 'keeps.shared-grant', values: { count: otherReaders.ofSource, stream, role } });
  if (attachedByUs.length > 0 && otherReaders !== null && otherReaders.ofRole !== 0)
    said.push({ key: 'keeps.role-policy', values: { count: otherReaders.ofRole ?? 0, role } });
  return said;
}

function sideChecks(question: RemovalQuestion): PreCheck[] {
  return (['producer', 'consumer'] as const).map((side): PreCheck => {
    const at = question[side];
    const id = `may-change:${side}`;
    if (!at)
      return { id, state: 'unknown', title: { key: `check.connected-${side}` }, cause: { key: 'check.not-connected' } };
    const title: Said = { key: 'check.may-remove', values: { name: at.name } };
    if (at.mayChange) return { id, state: 'passed', title };
    return { id, state: 'failed', title, cause: { key: 'check.read-only', values: { name: at.name } } };
  });
}

/** Takes a wire away in the clean-up order of its kind and leaves everything that is not ours. */
export function planRemoval(calls: Calls, arns: ArnReading, question: RemovalQuestion): PlanBody {
  const drafts = [
    ...mappingRemoval(question),
    ...policyRemoval(question),
    ...consumerRemoval(question),
    ...keyRemoval(question),
    ...roleRemovals(question),
  ];
  const changes = inOrder(calls, arns, drafts, question.kind.unmake);
  const checks = sideChecks(question).filter(
    (check) =>
      changes.some((change) => check.id.endsWith(change.side)) ||
      !question[check.id.endsWith('producer') ? 'producer' : 'consumer'],
  );
  const blocked = checks.some((check) => check.state === 'failed');
  return { changes, checks, blocked, keeps: keeps(question), costs: [] };
}
