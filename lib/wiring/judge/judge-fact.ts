import { arnOf } from '../arn';
import { isConsumerOf } from '../call/kinesis';
import type { Evidence } from '../evidence';
import type { StreamKey } from '../inventory';
import type { Ends } from '../kind/kind';
import { type FactCode, type Need, type Verdict, type VerdictCode, verdict } from '../need';
import type { Read, Refusal } from '../read';
import type { Values } from '../said';
import { encryptionOf } from './encryption';

export type Facts = { ends: Ends; evidence: Evidence };

type Unread = Exclude<Read<unknown>, { state: 'known' }>;

/** `unknown` with the reason, for a read that gave no value; `gone` where AWS said that the thing is not there. */
export function unread(need: Need, read: Unread, gone: VerdictCode, values?: Values): Verdict {
  if (read.state === 'absent') return missing(need, gone, values);
  if (read.state === 'refused') return refused(need, read.refusal);
  const message = read.state === 'failed' ? read.message : '';
  return verdict(need, 'unknown', 'read-failed', { message });
}

export function refused(need: Need, refusal: Refusal): Verdict {
  const values = { principal: refusal.principal, action: refusal.action };
  return { ...verdict(need, 'unknown', 'read-refused', values), unread: refusal };
}

function met(need: Need, code: VerdictCode, values?: Values): Verdict {
  return verdict(need, 'met', code, values);
}

function missing(need: Need, code: VerdictCode, values?: Values): Verdict {
  return verdict(need, 'missing', code, values);
}

function denied(need: Need, code: VerdictCode, values?: Values): Verdict {
  return verdict(need, 'denied', code, values);
}

function sameRegion(need: Need, { ends }: Facts): Verdict {
  const source = arnOf(ends.sourceArn).region;
  const reader = arnOf(ends.functionArn).region;
  const values = { source, reader };
  return source === reader ? met(need, 'same-region', values) : denied(need, 'other-region', values);
}

function sourceActive(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, 'source-gone');
  const { status } = source.value;
  // AWS reads and shares a stream that is being resharded or re-encrypted too.
  if (status === 'ACTIVE' || status === 'UPDATING') return met(need, 'source-status', { status });
  return missing(need, 'source-not-active', { status });
}

function functionActive(need: Need, { evidence }: Facts): Verdict {
  const read = evidence.function;
  if (read.state !== 'known') return unread(need, read, 'function-gone');
  const { state, stateReason } = read.value;
  if (state === null || state === 'Active') return met(need, 'function-active');
  // Lambda wakes an inactive function at its next invocation (domain: failures F129).
  if (state === 'Inactive') return met(need, 'function-inactive');
  return missing(need, 'function-state', { state, reason: stateReason ?? '' });
}

/**
 * The AWS managed key can never be shared; a customer managed key must be usable, and what it grants is judged by itself
 * (domain: wirings, KMS for K1; failures F41, F120).
 */
function readableEncryption(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, 'source-gone');
  const encryption = encryptionOf(source.value);
  switch (encryption.state) {
    case 'none':
      return met(need, 'not-encrypted');
    case 'unread':
      return unread(need, encryption.read, 'source-gone');
    case 'gone':
      return missing(need, 'key-gone', { key: encryption.named });
    case 'aws-managed':
      return denied(need, 'aws-managed-key', { key: encryption.named });
    case 'customer':
      return usableKey(need, encryption.key);
  }
}

function usableKey(need: Need, { arn, state, deletionDate }: StreamKey): Verdict {
  if (state === 'Enabled') return met(need, 'customer-key', { key: arn });
  if (state === 'Disabled') return missing(need, 'key-disabled', { key: arn });
  if (state === 'PendingDeletion') {
    return missing(need, 'key-pending-deletion', { key: arn, date: deletionDate ?? '' });
  }
  return missing(need, 'key-state', { key: arn, state });
}

function consumerRegistered(need: Need, { ends, evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, 'source-gone');
  const name = ends.consumer?.name ?? '';
  const { consumers } = source.value;
  if (consumers.state !== 'known') return unread(need, consumers, 'source-gone');
  const found = consumers.value.find((consumer) => consumer.name === name);
  if (!found) return missing(need, 'consumer-unregistered', { consumer: name });
  const values = { consumer: name, status: found.status };
  // One that is still CREATING is waited for.
  if (found.status !== 'DELETING') return met(need, 'consumer-status', values);
  return denied(need, 'consumer-deleting', values);
}

/** A registered consumer feeds one subscription a shard: two mappings on it take shards from each other (wirings K2). */
function consumerUnshared(need: Need, { ends, evidence: { rivals } }: Facts): Verdict {
  const values = { consumer: ends.consumer?.name ?? '' };
  if (rivals.state !== 'known') return unread(need, rivals, 'consumer-free', values);
  const [rival] = rivals.value;
  if (!rival) return met(need, 'consumer-free', values);
  const who = { ...values, function: rival.functionArn, uuid: rival.uuid };
  return denied(need, 'consumer-taken', who);
}

/** A mapping stays on the consumer it was made with, and that one never comes back (domain: failures F119). */
function mappingCurrent(need: Need, { ends, evidence }: Facts): Verdict {
  const { mapping } = evidence;
  if (mapping.state === 'absent') return met(need, 'mapping-to-come');
  if (mapping.state !== 'known') return unread(need, mapping, 'mapping-to-come');
  const { sourceArn, uuid } = mapping.value;
  const { consumer } = ends;
  const values = { uuid, consumer: consumer?.name ?? '', mapped: sourceArn };
  if (consumer?.arn === sourceArn) return met(need, 'mapping-current', values);
  const ofName = consumer !== null && isConsumerOf(sourceArn, ends.sourceArn, consumer.name);
  const { source } = evidence;
  const listed = source.state === 'known' && source.value.consumers.state === 'known';
  if (!listed) return verdict(need, 'unknown', 'consumers-unread', values);
  return missing(need, ofName ? 'mapping-orphaned' : 'mapping-elsewhere', values);
}

const judges: Record<FactCode, (need: Need, facts: Facts) => Verdict> = {
  'same-region': sameRegion,
  'source-active': sourceActive,
  'function-active': functionActive,
  'readable-encryption': readableEncryption,
  'consumer-registered': consumerRegistered,
  'consumer-unshared': consumerUnshared,
  'mapping-current': mappingCurrent,
};

export function judgeFact(need: Need, fact: FactCode, facts: Facts): Verdict {
  return judges[fact](need, facts);
}
