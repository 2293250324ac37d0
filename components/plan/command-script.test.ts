import { expect, test } from 'vitest';
import type { Change } from '@/lib/wiring/plan';
import { commandScripts, scriptText } from './command-script';

function change(id: string, connectionId: string): Change {
  return {
    id,
    side: connectionId === 'p' ? 'producer' : 'consumer',
    place: { connectionId, accountId: connectionId === 'p' ? '999900009999' : '888800008888', region: 'us-east-1' },
    glyph: 'add',
    title: { key: 'change.title' },
    undo: { key: 'change.undo' },
    call: { call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/p' },
    command: `aws command ${id}`,
    answers: [],
  };
}

test('commands stay in the order of the plan, so an account may come up twice', () => {
  const scripts = commandScripts([change('1', 'c'), change('2', 'p'), change('3', 'c'), change('4', 'c')]);
  expect(scripts.map((script) => script.changes.map(({ id }) => id))).toEqual([['1'], ['2'], ['3', '4']]);
});

test('a script stops at the first command that fails', () => {
  const [script] = commandScripts([change('1', 'c')]);
  expect(script && scriptText(script)).toContain('set -eu\n\naws command 1\n');
});
