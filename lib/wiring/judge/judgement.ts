import { type Coded, type VerdictCode, verdictSaid } from '../code';
import type { Values } from '../message';
import type { Judgement, VerdictState } from '../need';
import type { Read, Refusal } from '../read';

/** What is said of a need, with the code of why. */
export function judged(state: VerdictState, code: VerdictCode, values?: Values): Judgement {
  return { state, code, because: verdictSaid({ code, ...(values ? { values } : {}) }) };
}

type Unread = Exclude<Read<unknown>, { state: 'known' }>;

/** `unknown` with the reason, for a read that gave no value; `gone` where AWS said that the thing is not there. */
export function unread(read: Unread, gone: Coded<VerdictCode>): Judgement {
  if (read.state === 'absent') return judged('missing', gone.code, gone.values);
  if (read.state === 'refused') return refused(read.refusal);
  return judged('unknown', 'read-failed', { message: read.state === 'failed' ? read.message : '' });
}

function refused(refusal: Refusal): Judgement {
  const { principal, action } = refusal;
  return { ...judged('unknown', 'read-refused', { principal, action }), unread: refusal };
}
