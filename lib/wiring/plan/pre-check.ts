import type { CheckCode } from '../code';
import type { Message } from '../message';
import type { PreCheck } from './plan';

/** A check that a plan has once at most, by the words of its title. */
export function preCheck(code: CheckCode, state: PreCheck['state'], cause?: Message): PreCheck {
  return { id: code, code, state, title: { key: `check.${code}` }, ...(cause ? { cause } : {}) };
}
