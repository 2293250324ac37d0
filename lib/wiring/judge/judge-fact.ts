import { arnOf } from '../arn';
import { isConsumerOf } from '../call/kinesis';
import type { Evidence } from '../evidence';
import type { StreamKey } from '../inventory';
import type { Ends } from '../kind/kind';
import type { Need, Verdict } from '../need';
import type { Read, Refusal } from '../read';
import type { Said } from '../said';
import { encryptionOf } from './encryption';

export type Facts = { ends: Ends; evidence: Evidence };

type Unread = Exclude<Read<unknown>, { state: 'known' }>;

/** `unknown` with the reason, for a read that gave no value; `gone` where AWS said that the thing is not there. */
export function unread(need: Need, read: Unread, gone: Said): Verdict {
  if (read.state === 'absent') return missing(need, gone);
  if (read.state === 'refused') return refused(need, read.refusal);
  const message = read.state === 'failed' ? read.message : '';
  return { need, state: 'unknown', because: { key: 'verdict.read-failed', values: { message } } };
}

export function refused(need: Need, refusal: Refusal): Verdict {
  const values = { principal: refusal.principal, action: refusal.action };
  return { need, state: 'unknown', because: { key: 'verdict.read-refused', values }, unread: refusal };
}

function met(need: Need, because: Said): Verdict {
  return { need, state: 'met', because };
}

function missing(need: Need, because: Said): Verdict {
  return { need, state: 'missing', because };
}

function denied(need: Need, because: Said): Verdict {
  return { need, state: 'denied', because };
}

const sourceGone: Said = { key: 'verdict.source-gone' };

function sameRegion(need: Need, { ends }: Facts): Verdict {
  const source = arnOf(ends.sourceArn).region;
  const reader = arnOf(ends.functionArn).region;
  const values = { source, reader };
  return source === reader
    ? met(need, { key: 'verdict.same-region', values })
    : denied(need, { key: 'verdict.other-region', values });
}

function sourceActive(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, sourceGone);
  const { status } = source.value;
  // AWS reads and shares a stream that is being resharded or re-encrypted too.
  if (status === 'ACTIVE' || status === 'UPDATING')
    return met(need, { key: 'verdict.source-status', values: { status } });
  return missing(need, { key: 'verdict.source-not-active', values: { status } });
}

function functionActive(need: Need, { evidence }: Facts): Verdict {
  const read = evidence.function;
  if (read.state !== 'known') return unread(need, read, { key: 'verdict.function-gone' });
  const { state, stateReason } = read.value;
  if (state === null || state === 'Active') return met(need, { key: 'verdict.function-active' });
  // Lambda wakes an inactive function at its next invocation (domain: failures F129).
  if (state === 'Inactive') return met(need, { key: 'verdict.function-inactive' });
  return missing(need, { key: 'verdict.function-state', values: { state, reason: stateReason ?? '' } });
}

/**
 * The AWS managed key can never be shared; a customer managed key must be usable, and what it grants is judged by itself
 * (domain: wirings, KMS for K1; failures F41, F120).
 */
function readableEncryption(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, sourceGone);
  const encryption = encryptionOf(source.value);
  switch (encryption.state) {
    case 'none':
      return met(need, { key: 'verdict.not-encrypted' });
    case 'unread':
      return unread(need, encryption.read, sourceGone);
    case 'gone':
      return missing(need, { key: 'verdict.key-gone', values: { key: encryption.named } });
    case 'aws-managed':
      return denied(need, { key: 'verdict.aws-managed-key', values: { key: encryption.named } });
    case 'customer':
      return usableKey(need, encryption.key);
  }
}

function usableKey(need: Need, { arn, state, deletionDate }: StreamKey): Verdict {
  if (state === 'Enabled') return met(need, { key: 'verdict.customer-key', values: { key: arn } });
  if (state === 'Disabled') return missing(need, { key: 'verdict.key-disabled', values: { key: arn } });
  if (state === 'PendingDeletion') {
    return missing(need, { key: 'verdict.key-pending-deletion', values: { key: arn, date: deletionDate ?? '' } });
  }
  return missing(need, { key: 'verdict.key-state', values: { key: arn, state } });
}

function consumerRegistered(need: Need, { ends, evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, sourceGone);
  const name = ends.consumer?.name ?? '';
  const { consumers } = source.value;
  if (consumers.state !== 'known') return unread(need, consumers, sourceGone);
  const found = consumers.value.find((consumer) => consumer.name === name);
  if (!found) return missing(need, { key: 'verdict.consumer-unregistered', values: { consumer: name } });
  const values = { consumer: name, status: found.status };
  // One that is still CREATING is waited for.
  if (found.status !== 'DELETING') return met(need, { key: 'verdict.consumer-status', values });
  return denied(need, { key: 'verdict.consumer-deleting', values });
}

/** A registered consumer feeds one subscription a shard: two mappings on it take shards from each other (wirings K2). */
function consumerUnshared(need: Need, { ends, evidence: { rivals } }: Facts): Verdict {
  const values = { consumer: ends.consumer?.name ?? '' };
  if (rivals.state !== 'known') return unread(need, rivals, { key: 'verdict.consumer-free', values });
  const [rival] = rivals.value;
  if (!rival) return met(need, { key: 'verdict.consumer-free', values });
  const who = { ...values, function: rival.functionArn, uuid: rival.uuid };
  return denied(need, { key: 'verdict.consumer-taken', values: who });
}

/** A mapping stays on the consumer it was made with, and that one never comes back (domain: failures F119). */
function mappingCurrent(need: Need, { ends, evidence }: Facts): Verdict {
  const { mapping } = evidence;
  if (mapping.state === 'absent') return met(need, { key: 'verdict.mapping-to-come' });
  if (mapping.state !== 'known') return unread(need, mapping, { key: 'verdict.mapping-to-come' });
  const { sourceArn, uuid } = mapping.value;
  const { consumer } = ends;
  const values = { uuid, consumer: consumer?.name ?? '', mapped: sourceArn };
  if (consumer?.arn === sourceArn) return met(need, { key: 'verdict.mapping-current', values });
  const ofName = consumer !== null && isConsumerOf(sourceArn, ends.sourceArn, consumer.name);
  const { source } = evidence;
  const listed = source.state === 'known' && source.value.consumers.state === 'known';
  if (!listed) return { need, state: 'unknown', because: { key: 'verdict.consumers-unread', values } };
  return missing(need, { key: ofName ? 'verdict.mapping-orphaned' : 'verdict.mapping-elsewhere', values });
}

const judges: Record<string, (need: Need, facts: Facts) => Verdict> = {
  'same-region': sameRegion,
  'source-active': sourceActive,
  'function-active': functionActive,
  'readable-encryption': readableEncryption,
  'consumer-registered': consumerRegistered,
  'consumer-unshared': consumerUnshared,
  'mapping-current': mappingCurrent,
};

export function judgeFact(need: Need, fact: string, facts: Facts): Verdict {
  const judge = judges[fact];
  if (!judge) throw new Error(`no judge for the fact ${fact}`);
  return judge(need, facts);
}
