import { expect, it } from 'vitest';
import { planRemoval, planWire } from '@/lib/trial/fixture/seed-view';
import { ends, evidence, known, mapping, source } from '@/lib/trial/fixture/seed-wire';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { PlanBody } from '@/lib/wiring/plan/plan-wire';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import { onlyReadOnlyStops } from './readiness';

const side = (connectionId: string, accountId: string, mayChange: boolean) => ({
  connectionId,
  accountId,
  region: 'us-east-1',
  name: connectionId,
  mayChange,
});

const seed = (mayChange: boolean, read = evidence()) => ({
  kind: kinesis,
  wireId: 'abcdef012345',
  ends,
  producer: side('p', '999900009999', mayChange),
  consumer: side('c', '888800008888', true),
  evidence: read,
});

const wiring = (mayChange: boolean, read = evidence()) =>
  planWire({ ...seed(mayChange, read), settings: defaultSettings, roleGrant: 'managed', keyGrant: 'policy' });

const removing = (state: string) =>
  planRemoval({
    ...seed(true, evidence({ mapping: known(mapping({ state })) })),
    consumer: side('c', '888800008888', false),
    attachedByUs: [],
    registeredByUs: [],
    wiresOfRole: [],
    otherReaders: { ofRole: 0, ofSource: 0, ofConsumer: 0 },
  });

it.each<[string, Plan['purpose'], PlanBody, boolean]>([
  ['that may be applied', 'wire', wiring(true), false],
  ['of a connection that may only read', 'wire', wiring(false), true],
  [
    'of a stream that is not active, too',
    'wire',
    wiring(false, evidence({ source: known(source({ status: 'CREATING' })) })),
    false,
  ],
  ['of a removal through such a connection', 'remove', removing('Enabled'), true],
  ['of a removal of a mapping that is between two states, too', 'remove', removing('Updating'), false],
])('whether only a read-only connection stops a plan %s', (_, purpose, body, expected) => {
  expect(onlyReadOnlyStops({ ...body, purpose, verdicts: [] } as unknown as Plan)).toBe(expected);
});
