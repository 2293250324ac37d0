import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import en from '@/lib/messages/en.json';
import { judge } from './judge';
import { kinds } from './kind/kinds';
import { planRemoval } from './plan-removal';
import { planWire } from './plan-wire';
import type { Said } from './said';
import { absent, ends, evidence, known, mapping, roleEvidence, source } from './seed-wire';
import { defaultSettings, settingOptions } from './settings';

type Words = { [key: string]: string | Words };

function isSaid(key: string): boolean {
  let at: string | Words | undefined = en as Words;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string';
}

const places = ['resource-policy', 'identity-policy', 'trust-policy'];

function keysInSource(): string[] {
  const files = readdirSync('lib/wiring', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) =>
    [...readFileSync(`lib/wiring/${file}`, 'utf8').matchAll(/key: '([a-z][\w.-]+)'/g)].map(([, key]) => key ?? ''),
  );
}

function saidBy(kind: (typeof kinds)[number]): Said[] {
  const side = (accountId: string) => ({
    connectionId: 'x',
    accountId,
    region: 'us-east-1',
    name: 'x',
    mayChange: true,
  });
  const sides = { producer: side('999900009999'), consumer: side('888800008888') };
  const bare = evidence({ source: known(source({ policy: absent })), role: roleEvidence({ attached: known([]) }) });
  const wireId = 'abcdef012345';
  const plans = (['managed', 'least'] as const).map((roleGrant) =>
    planWire({
      kind,
      wireId,
      ends,
      ...sides,
      evidence: bare,
      verdicts: judge(kind, ends, bare),
      settings: defaultSettings,
      roleGrant,
    }),
  );
  const standing = evidence({ mapping: known(mapping()) });
  const rest = { attachedByUs: [], otherReaders: { ofRole: 1, ofSource: 1 } };
  const removal = planRemoval({ kind, wireId, ends, ...sides, evidence: standing, ...rest });
  return [...plans, removal].flatMap(({ changes, checks, keeps }) => [
    ...changes.flatMap(({ title, undo }) => [title, undo]),
    ...checks.flatMap(({ title, cause }) => (cause ? [title, cause] : [title])),
    ...keeps,
  ]);
}

it('everything the domain says has words', () => {
  const keys = [
    ...keysInSource(),
    ...kinds.flatMap((kind) => [
      ...kind.needs(ends).map((need) => need.why.key),
      ...saidBy(kind).map((said) => said.key),
    ]),
    ...kinds.flatMap(({ id }) => ['name', 'when', 'cost', 'constraint'].map((part) => `kind.${id}.${part}`)),
    ...places.flatMap((place) => [`verdict.granted-in-${place}`, `verdict.not-in-${place}`]),
    ...settingOptions.flatMap(({ name }) => ['label', 'why', 'problem'].map((part) => `setting.${name}.${part}`)),
  ];
  expect([...new Set(keys)].filter((key) => !isSaid(key))).toEqual([]);
});
