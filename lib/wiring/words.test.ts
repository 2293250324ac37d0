import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import {
  absent,
  customerKey,
  encryptedSummary,
  ends,
  evidence,
  known,
  mapping,
  roleEvidence,
  rootOnly,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { arns } from './arn';
import { calls } from './call/calls';
import { judge } from './judge/judge';
import { kinds } from './kind/kinds';
import { wordsOfForm } from './plan/change';
import { planRemoval } from './plan/plan-removal';
import { planWire } from './plan/plan-wire';
import type { Said } from './said';
import { defaultSettings, settingOptions } from './setting/settings';

type Words = { [key: string]: string | Words };

function isSaid(key: string): boolean {
  let at: string | Words | undefined = catalogues.en as Words;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string';
}

const places = ['resource-policy', 'identity-policy', 'key-policy', 'trust-policy'];

const troubles = [
  'aws-managed-key',
  'key-disabled',
  'key-pending-deletion',
  'key-state',
  'key-gone',
  'consumer-unregistered',
  'consumer-deleting',
  'mapping-orphaned',
  'mapping-elsewhere',
  'dead-principal',
];

/** A plan may make each of its calls as an addition or as a removal; both are said, and so is the way back. */
function slotWords(slots: readonly string[], glyph: 'add' | 'remove'): string[] {
  const named = slots.map((slot) => slot.replace(':', '-').replaceAll(' ', '-'));
  const changing = named.filter((name) => !/Delete|Update/.test(name) || glyph === 'remove');
  return changing.flatMap((name) => [`change.${name}.${glyph}`, `undo.${name}.${glyph}`]);
}

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
  const wireId = 'abcdef012345';
  const joined = { ...ends, consumer: { name: 'efo', arn: null }, keyArn: customerKey.arn };
  const key = known({ ...customerKey, policy: known(rootOnly) });
  const closed = { key, policy: absent, summary: known(encryptedSummary) };
  const bare = evidence({ source: known(source(closed)), role: roleEvidence({ attached: known([]) }) });
  const plans = (['managed', 'least'] as const).flatMap((roleGrant) =>
    (['policy', 'grant'] as const).map((keyGrant) =>
      planWire(calls, arns, {
        kind,
        wireId,
        ends: joined,
        ...sides,
        evidence: bare,
        verdicts: judge(kind, joined, bare),
        settings: defaultSettings,
        roleGrant,
        keyGrant,
      }),
    ),
  );
  const standing = evidence({ mapping: known(mapping()) });
  const rest = {
    attachedByUs: [],
    registeredByUs: [],
    wiresOfRole: [],
    formerRoles: [],
    otherReaders: { ofRole: 1, ofSource: 1, consumers: [], ofConsumer: 1 },
  };
  const removal = planRemoval(calls, arns, { kind, wireId, ends, ...sides, evidence: standing, ...rest });
  return [...plans, removal].flatMap(({ changes, checks, keeps, costs }) => [
    ...changes.flatMap(({ title, undo, notes }) => [title, undo, ...(notes ?? [])]),
    ...checks.flatMap(({ title, cause }) => (cause ? [title, cause] : [title])),
    ...keeps,
    ...costs,
  ]);
}

it('everything the domain says has words', () => {
  const keys = [
    ...keysInSource(),
    ...kinds.flatMap((kind) => [
      ...kind.needs(ends).map((need) => need.why.key),
      ...saidBy(kind).map((said) => said.key),
    ]),
    ...kinds.flatMap(({ make, unmake }) => [...slotWords(make, 'add'), ...slotWords(unmake, 'remove')]),
    ...troubles.map((name) => `status.${name}`),
    ...kinds.flatMap(({ id }) => ['name', 'when', 'cost', 'constraint'].map((part) => `kind.${id}.${part}`)),
    ...places.flatMap((place) => [`verdict.granted-in-${place}`, `verdict.not-in-${place}`]),
    ...settingOptions.flatMap(({ name }) => ['label', 'why', 'problem'].map((part) => `setting.${name}.${part}`)),
  ];
  expect([...new Set(keys)].filter((key) => !isSaid(key))).toEqual([]);
});

/** Every call, and each form of one that has words of its own. */
const forms = Object.entries(calls).flatMap(([id, { forms: own }]) => [
  id,
  ...Object.keys(own ?? {}).map((form) => `${id} ${form}`),
]);

it.each(forms)('%s has words, and so has its undo', (form) => {
  const saidIn = (space: 'change' | 'undo') =>
    ['add', 'change', 'remove'].filter((glyph) => isSaid(`${space}.${wordsOfForm(form)}.${glyph}`));
  expect(saidIn('change')).not.toEqual([]);
  expect(saidIn('undo')).toEqual(saidIn('change'));
});
