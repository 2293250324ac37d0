import { expect, test } from 'vitest';
import type { Locale } from '@/lib/messages/locale';
import { drawn } from '@/lib/trial/fixture/drawn';
import { ends } from '@/lib/trial/fixture/seed-wire';
import type { Change, Plan } from '@/lib/wiring/plan/plan';
import { PlanLead } from './plan-heading';

const at = '2026-02-09T05:02:00.000Z';
const none: NonNullable<Change['diff']> = { kept: [], added: [], removed: [], changed: [] };
const going = (sid: string, AWS: string) => ({
  sid,
  text: JSON.stringify({ Sid: sid, Effect: 'Allow', Principal: { AWS }, Action: 'kinesis:GetRecords', Resource: '*' }),
});

function leadOf(locale: Locale, removed: (typeof none)['removed'], glyph: Change['glyph'] = 'change'): string {
  const change = {
    id: '1',
    side: 'producer',
    place: { connectionId: 'p', accountId: '999900009999', region: 'us-east-1' },
    glyph,
    call: { call: 'kinesis:PutResourcePolicy', resourceArn: ends.sourceArn, policy: '', expected: '' },
    diff: { ...none, removed },
  } as unknown as Change;
  const plan = { changes: [change], createdAt: at } as unknown as Plan;
  return drawn(<PlanLead plan={plan} nameOf={() => 'orders'} />, { locale }).replaceAll(/<[^>]*>/g, '');
}

test.each([
  ['en', [], 'Nothing will be removed.'],
  ['en', [going('Theirs', ends.roleArn)], 'One of them takes something away, one whole statement included.'],
  [
    'en',
    [going('Theirs', 'AROAEXAMPLEEXAMPLE009')],
    'What one of them takes away does not all come back with an undo.',
  ],
  ['ja', [], '削除されるものはありません。'],
  ['ja', [going('Theirs', ends.roleArn)], 'うち 1 件は削除を伴います（ステートメント 1 件の削除を含みます）。'],
  ['ja', [going('Theirs', 'AROAEXAMPLEEXAMPLE009')], '削除したものの一部が取り消しても元に戻りません。'],
] as const)('the head of a plan says what goes: %s, %j', (locale, removed, sentence) => {
  const lead = leadOf(locale, [...removed]);
  expect(lead).toContain(sentence);
  if (removed.length > 0) expect(lead).not.toMatch(/Nothing will be removed|削除されるものはありません/);
});
