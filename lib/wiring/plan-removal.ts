import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { parsePolicy } from '@/lib/policy/document';
import { removeStatements } from '@/lib/policy/merge';
import { functionName, roleName, streamName } from './arn';
import { changeOf, type Draft, inOrder } from './change';
import type { Evidence } from './evidence';
import type { StreamKey } from './inventory';
import type { Ends, Kind } from './kind/kind';
import type { OtherReaders } from './other-readers';
import {
  isForRole,
  isOfWire,
  isOurGrant,
  isRolePolicyFor,
  keyGrantName,
  opensFor,
  rolePolicyName,
} from './our-statements';
import type { PreCheck } from './plan';
import type { PlanBody, PlanSide } from './plan-wire';
import { isUnparsed, policyOn } from './policy-on';
import type { Read } from './read';
import type { Said } from './said';
import { statementsOf } from './statements';

export type RemovalQuestion = {
  kind: Kind;
  wireId: string;
  ends: Ends;
  /** `null` where the account is not connected: that half cannot be taken away from here. */
  producer: PlanSide | null;
  consumer: PlanSide | null;
  evidence: Evidence;
  /** What our own runs attached to the role for this wire, by policy ARN: known from their journals, never guessed. */
  attachedByUs: string[];
  /** `null` where they cannot be seen. */
  otherReaders: OtherReaders | null;
  /** Consumers that our own runs registered for this wire, by ARN: known from their journals. */
  registeredByUs: string[];
};

function mappingRemoval({ evidence, consumer }: RemovalQuestion): Draft[] {
  if (evidence.mapping.state !== 'known' || !consumer) return [];
  const { uuid, functionArn, sourceArn, settings } = evidence.mapping.value;
  const call = { call: 'lambda:DeleteEventSourceMapping' as const, uuid, functionArn, sourceArn, settings };
  return [changeOf({ side: 'consumer', place: consumer, glyph: 'remove', answers: [], call })];
}

type Statement = { sid: string | null; text: string };

/**
 * In a policy that nobody else lives off: a statement of this wire, or of one that shared it and went before this one.
 */
function isDue(statement: Statement, question: RemovalQuestion): boolean {
  const { wireId, ends, otherReaders } = question;
  return isOfWire(statement.sid, wireId) || (otherReaders !== null && isForRole(statement, ends.roleArn));
}

/** Whether another mapping reads as this role through what a policy is on. */
function isShared(question: RemovalQuestion, on = question.ends.sourceArn): boolean {
  const { otherReaders, ends } = question;
  if (otherReaders === null) return false;
  if (on === ends.sourceArn) return otherReaders.ofSource > 0;
  return otherReaders.consumers.includes(ends.consumer?.name ?? '');
}

type Emptied = { expected: string; rest: string | null };

/** A policy without our statements; `null` where there are none of ours, or where it cannot be told. */
function emptied(policy: Read<string>, question: RemovalQuestion): Emptied | null {
  if (policy.state !== 'known') return null;
  const ours = statementsOf(policy.value).flatMap((one) => (one.sid !== null && isDue(one, question) ? [one.sid] : []));
  if (ours.length === 0) return null;
  const removed = removeStatements(policy.value, ours);
  const alive = removed.ok && removed.text !== null ? withoutDeadPrincipals(removed.text) : removed;
  return alive.ok ? { expected: policy.value, rest: alive.text } : null;
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

/** Closes the key again: the present one, and those that the stream was encrypted with before. */
function keyRemoval(question: RemovalQuestion): Draft[] {
  const { evidence, producer, wireId, ends } = question;
  if (!producer || isShared(question)) return [];
  const base = { side: 'producer' as const, place: producer, glyph: 'remove' as const, answers: [] };
  return keysOf(evidence).flatMap((key) => {
    const found = emptied(key.policy, question);
    // A key always keeps a policy: the last statement of one is never ours alone.
    const policy = found?.rest
      ? [
          changeOf({
            ...base,
            call: { call: 'kms:PutKeyPolicy', keyArn: key.arn, policy: found.rest, expected: found.expected },
          }),
        ]
      : [];
    const grants = key.grants.state === 'known' ? key.grants.value : [];
    const ours = grants.filter(
      ({ name, granteePrincipal }) =>
        name === keyGrantName(wireId) ||
        (question.otherReaders !== null && isOurGrant(name) && granteePrincipal === ends.roleArn),
    );
    return [
      ...policy,
      ...ours.map((grant) => changeOf({ ...base, call: { call: 'kms:RevokeGrant', keyArn: key.arn, grant } })),
    ];
  });
}

function keysOf({ source, formerKeys }: Evidence): StreamKey[] {
  const present = source.state === 'known' && source.value.key.state === 'known' ? [source.value.key.value] : [];
  return [...present, ...formerKeys.flatMap(({ key }) => (key.state === 'known' ? [key.value] : []))];
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
function consumerKept(question: RemovalQuestion): string | null {
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

function roleRemoval(question: RemovalQuestion): Draft[] {
  const { evidence, consumer, wireId, ends, attachedByUs, otherReaders } = question;
  if (!consumer) return [];
  const name = roleName(ends.roleArn);
  const base = { side: 'consumer' as const, place: consumer, glyph: 'remove' as const, answers: [] };
  const inline = evidence.role.inline.state === 'known' ? evidence.role.inline.value : [];
  const drafts = inline.flatMap(({ name: policyName, document }): Draft[] => {
    if (document.state !== 'known') return [];
    const isOwn = policyName === rolePolicyName(wireId);
    const policy = { name: policyName, text: document.value };
    const isDue = isShared(question)
      ? isOwn && !opensFor(ends.sourceArn, otherReaders?.consumers ?? [], policy.text)
      : isOwn || (otherReaders !== null && isRolePolicyFor(ends.sourceArn, policy));
    if (!isDue) return [];
    const call = { call: 'iam:DeleteRolePolicy' as const, roleName: name, policyName, expected: document.value };
    return [changeOf({ ...base, call })];
  });
  const attached = evidence.role.attached.state === 'known' ? evidence.role.attached.value : [];
  const loose = attachedByUs.filter((arn) => attached.some((policy) => policy.arn === arn));
  if (otherReaders?.ofRole === 0) {
    for (const policyArn of loose) {
      drafts.push(changeOf({ ...base, call: { call: 'iam:DetachRolePolicy', roleName: name, policyArn } }));
    }
  }
  return drafts;
}

/** Why our statement, if there is one, cannot be taken out. */
function policyLeft({ evidence: { source } }: RemovalQuestion): string[] {
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
  return [
    { key: 'keeps.stream', values: { stream } },
    { key: 'keeps.function', values: { function: functionName(ends.functionArn), role: roleName(ends.roleArn) } },
    ...(others.length > 0 ? [{ key: 'keeps.statements', values: { count: others.length, stream } }] : []),
    ...policyLeft(question).map((key) => ({ key, values: { stream } })),
    ...(ends.consumer?.arn ? [consumerKept(question)] : []).flatMap((key) =>
      key === null ? [] : [{ key, values: { consumer: ends.consumer?.name ?? '', stream } }],
    ),
    ...(otherReaders !== null && otherReaders.ofSource > 0
      ? [{ key: 'keeps.shared-grant', values: { count: otherReaders.ofSource, stream, role: roleName(ends.roleArn) } }]
      : []),
    ...(attachedByUs.length > 0 && otherReaders !== null && otherReaders.ofRole !== 0
      ? [{ key: 'keeps.role-policy', values: { count: otherReaders.ofRole ?? 0, role: roleName(ends.roleArn) } }]
      : []),
  ];
}

function sideChecks(question: RemovalQuestion): PreCheck[] {
  return (['producer', 'consumer'] as const).map((side): PreCheck => {
    const at = question[side];
    const id = `may-change:${side}`;
    if (!at)
      return { id, state: 'unknown', title: { key: `check.connected-${side}` }, cause: { key: 'check.not-connected' } };
    const title = { key: 'check.may-remove', values: { name: at.name } };
    if (at.mayChange) return { id, state: 'passed', title };
    return { id, state: 'failed', title, cause: { key: 'check.read-only', values: { name: at.name } } };
  });
}

/** Takes a wire away in the clean-up order of its kind and leaves everything that is not ours. */
export function planRemoval(question: RemovalQuestion): PlanBody {
  const drafts = [
    ...mappingRemoval(question),
    ...policyRemoval(question),
    ...consumerRemoval(question),
    ...keyRemoval(question),
    ...roleRemoval(question),
  ];
  const changes = inOrder(drafts, question.kind.unmake);
  const checks = sideChecks(question).filter(
    (check) =>
      changes.some((change) => check.id.endsWith(change.side)) ||
      !question[check.id.endsWith('producer') ? 'producer' : 'consumer'],
  );
  const blocked = checks.some((check) => check.state === 'failed');
  return { changes, checks, blocked, keeps: keeps(question), costs: [] };
}
