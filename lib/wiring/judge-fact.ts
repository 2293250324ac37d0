import { arnOf } from './arn';
import type { Evidence } from './evidence';
import type { Ends } from './kind/kind';
import type { Need, Verdict } from './need';
import type { Read, Refusal } from './read';
import type { Said } from './said';

export type Facts = { ends: Ends; evidence: Evidence };

/** `unknown` with the reason, for a read that gave no value; `gone` where AWS said that the thing is not there. */
export function unread(need: Need, read: Exclude<Read<unknown>, { state: 'known' }>, gone: Said): Verdict {
  if (read.state === 'absent') return { need, state: 'missing', because: gone };
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

function sameRegion(need: Need, { ends }: Facts): Verdict {
  const source = arnOf(ends.sourceArn).region;
  const reader = arnOf(ends.functionArn).region;
  const values = { source, reader };
  return source === reader
    ? met(need, { key: 'verdict.same-region', values })
    : { need, state: 'denied', because: { key: 'verdict.other-region', values } };
}

function sourceActive(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, { key: 'verdict.source-gone' });
  const { status } = source.value;
  // AWS reads and shares a stream that is being resharded or re-encrypted too.
  if (status === 'ACTIVE' || status === 'UPDATING')
    return met(need, { key: 'verdict.source-status', values: { status } });
  return { need, state: 'missing', because: { key: 'verdict.source-not-active', values: { status } } };
}

function functionActive(need: Need, { evidence }: Facts): Verdict {
  const read = evidence.function;
  if (read.state !== 'known') return unread(need, read, { key: 'verdict.function-gone' });
  const { state, stateReason } = read.value;
  if (state === null || state === 'Active') return met(need, { key: 'verdict.function-active' });
  // Lambda wakes an inactive function at its next invocation (domain: failures F129).
  if (state === 'Inactive') return met(need, { key: 'verdict.function-inactive' });
  return {
    need,
    state: 'missing',
    because: { key: 'verdict.function-state', values: { state, reason: stateReason ?? '' } },
  };
}

/** The AWS managed key can never be shared; a customer managed key needs grants on the key (domain: wirings, KMS for K1). */
function readableEncryption(need: Need, { evidence: { source } }: Facts): Verdict {
  if (source.state !== 'known') return unread(need, source, { key: 'verdict.source-gone' });
  const { summary } = source.value;
  if (summary.state !== 'known') return unread(need, summary, { key: 'verdict.source-gone' });
  const { encryption } = summary.value;
  if (encryption.type === 'NONE') return met(need, { key: 'verdict.not-encrypted' });
  const values = { key: encryption.keyId };
  if (/(^|:)alias\/aws\/kinesis$/.test(encryption.keyId)) {
    return { need, state: 'denied', because: { key: 'verdict.aws-managed-key', values } };
  }
  return { need, state: 'unknown', because: { key: 'verdict.key-not-read', values } };
}

const judges: Record<string, (need: Need, facts: Facts) => Verdict> = {
  'same-region': sameRegion,
  'source-active': sourceActive,
  'function-active': functionActive,
  'readable-encryption': readableEncryption,
};

export function judgeFact(need: Need, fact: string, facts: Facts): Verdict {
  const judge = judges[fact];
  if (!judge) throw new Error(`no judge for the fact ${fact}`);
  return judge(need, facts);
}
