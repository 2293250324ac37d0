import type { Message } from '../message';
import type { Half } from '../part';
import type { Account } from './account';
import type { Draft } from './change';
import type { Plan, PreCheck } from './plan';
import type { PlanQuestion } from './question';

type Question = Pick<PlanQuestion, 'view' | 'accountOf'>;
type Made = Pick<Draft, 'side' | 'place'>;

const halves: readonly Half[] = ['producer', 'consumer'];

/** Whether each connection may make what the plan makes through it. A removal tells which halves nobody reaches, too. */
export function mayChange(question: Question, changes: readonly Made[], purpose: Plan['purpose']): PreCheck[] {
  return halves.flatMap((half) =>
    accountsOf(question, half).flatMap(({ accountId, account }, index): PreCheck[] => {
      const id = index === 0 ? `may-change:${half}` : `may-change:${half}:${accountId}`;
      if (account === null) return purpose === 'remove' ? [unconnected(id, half)] : [];
      const { connectionId, name } = account;
      const count = changes.filter(({ side, place }) => side === half && place.connectionId === connectionId).length;
      if (count === 0) return [];
      const title: Message =
        purpose === 'remove'
          ? { key: 'check.may-remove', values: { name } }
          : { key: 'check.may-change', values: { name, count } };
      const base = { id, code: 'may-change' as const, title };
      if (account.mayChange) return [{ ...base, state: 'passed' }];
      return [{ ...base, state: 'failed', cause: { key: 'check.read-only', values: { name } } }];
    }),
  );
}

function unconnected(id: string, half: Half): PreCheck {
  const code = `connected-${half}` as const;
  return { id, code, state: 'unknown', title: { key: `check.${code}` }, cause: { key: 'check.not-connected' } };
}

/** Who acts for the parts of a half, each connection once, and each account that none reaches. */
function accountsOf({ view, accountOf }: Question, half: Half): { accountId: string; account: Account | null }[] {
  const own = Object.values(view.parts).filter((part) => part.half === half);
  const each = own.map((part) => ({ accountId: part.place.accountId, account: accountOf(part) }));
  return [...new Map(each.map((one) => [one.account?.connectionId ?? one.accountId, one])).values()];
}
