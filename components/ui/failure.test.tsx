import { expect, test } from 'vitest';
import type { Locale } from '@/lib/messages/locale';
import { drawn } from '@/lib/trial/fixture/drawn';
import type { Refusal } from '@/lib/wiring/read';
import { RefusalFacts } from './failure';

const principal = 'arn:aws:iam::888800008888:role/operator';
const asked = `User: ${principal} is not authorized to perform: iam:GetRole`;

function facts(locale: Locale, policyType: string | undefined, words: string): string {
  const refusal: Refusal = { principal, action: 'iam:GetRole', ...(policyType ? { policyType } : {}), message: words };
  return drawn(<RefusalFacts refusal={refusal} />, { locale });
}

test.each([
  ['identity-based policy', `${asked} because no identity-based policy allows the iam:GetRole action`],
  [undefined, 'Access Denied'],
])('a refusal for want of an Allow shows the statement that allows it: %s', (type, words) => {
  expect(facts('en', type, words)).toContain('&quot;Effect&quot;: &quot;Allow&quot;');
});

test.each([
  ['en', 'identity-based policy', 'A statement of the role’s own policies denies iam:GetRole.'],
  ['en', 'service control policy', 'A service control policy stops iam:GetRole.'],
  ['en', 'permissions boundary', 'The role’s permissions boundary stops iam:GetRole.'],
  ['ja', 'service control policy', 'サービスコントロールポリシーにより iam:GetRole が拒否されています。'],
] as const)('a refusal by what an Allow does not help against says what does: %s, %s', (locale, type, sentence) => {
  const shown = facts(locale, type, `${asked} with an explicit deny in a ${type}`);
  expect(shown).toContain(sentence);
  expect(shown).not.toContain('Allow&quot;');
});
