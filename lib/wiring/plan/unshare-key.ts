import type { Evidence } from '../evidence';
import type { StreamKey } from '../inventory';
import type { Read } from '../read';
import type { Said } from '../said';
import { changeOf, type Draft } from './change';
import { isOurGrant, keyGrantName } from './our-statements';
import { isUnparsed } from './policy-on';
import { emptied, isShared, type RemovalQuestion } from './removal-question';

/** Closes the key again: the present one, and those that the stream was encrypted with before. */
export function keyRemoval(question: RemovalQuestion): Draft[] {
  const { evidence, producer, wireId, ends, wiresOfRole } = question;
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
    const names = question.otherReaders === null ? [wireId] : [wireId, ...wiresOfRole];
    const ours = grants.filter(
      ({ name, granteePrincipal }) =>
        names.some((id) => name === keyGrantName(id)) ||
        (question.otherReaders !== null && isOurGrant(name) && granteePrincipal === ends.roleArn),
    );
    return [
      ...policy,
      ...ours.map((grant) => changeOf({ ...base, call: { call: 'kms:RevokeGrant', keyArn: key.arn, grant } })),
    ];
  });
}

function keysOf(evidence: Evidence): StreamKey[] {
  return namedKeys(evidence).flatMap(({ key }) => (key.state === 'known' ? [key.value] : []));
}

/** The stream's key as the stream names it, and those that it had before. */
function namedKeys({ source, formerKeys }: Evidence): { arn: string; key: Read<StreamKey> }[] {
  const stream = source.state === 'known' ? source.value : null;
  const encryption = stream?.summary.state === 'known' ? stream.summary.value.encryption : null;
  const present = stream && encryption?.type === 'KMS' ? [{ arn: encryption.keyId, key: stream.key }] : [];
  return [...present, ...formerKeys];
}

/** Keys of which cannot be told whether anything of ours is on them. */
export function keysLeft({ evidence, producer }: RemovalQuestion): Said[] {
  if (!producer) return [];
  const left = namedKeys(evidence).filter(({ key }) => {
    if (key.state !== 'known') return key.state === 'refused' || key.state === 'failed';
    const { policy, grants } = key.value;
    return policy.state !== 'known' || grants.state !== 'known' || isUnparsed(policy);
  });
  return left.map(({ arn }) => ({ key: 'keeps.key-unread', values: { key: arn } }));
}
