import { randomUUID } from 'node:crypto';
import { insertPlan } from '@/lib/store/plans';
import { dependentsOn } from '@/lib/wiring/plan/dependents';
import type { Plan } from '@/lib/wiring/plan/plan';
import { planRemoval } from '@/lib/wiring/plan/plan-removal';
import { planEnds, settingsOf } from '@/lib/wiring/projection';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import type { View } from '@/lib/wiring/view';
import { findWire, type WireToRead } from '../wire/find-wire';
import { productReading, type Reading } from '../wire/reading';
import { accountsOf } from './plan-wire';
import { removalEvidence } from './removal-evidence';

/** Plans how a wire is taken away, leaving what is not ours, and stores that plan. Throws the problem `no-wire`. */
export async function removeWire(wireId: string, reading: Reading = productReading): Promise<Plan> {
  const plan = await draftRemoval(wireId, reading);
  await insertPlan(plan);
  return plan;
}

/** The removal as it would be planned now, not stored. */
export async function draftRemoval(wireId: string, reading: Reading = productReading): Promise<Plan> {
  const { rooms } = reading;
  const wire = await findWire(wireId, rooms);
  const { kind } = wire;
  const { view, verdicts, ownId, wireIds } = await removalEvidence(wire, reading);
  const body = planRemoval({
    rooms,
    kind,
    wireId: ownId,
    view,
    verdicts,
    accountOf: accountsOf(wire.connectionFor),
    dependents: dependentsOn(rooms, view),
    wireIds,
  });
  return {
    id: randomUUID(),
    purpose: 'remove',
    kind: kind.id,
    wireId,
    createdAt: new Date().toISOString(),
    ...planEnds(view, { producer: connectionId(wire, view, 'source'), consumer: connectionId(wire, view, 'reader') }),
    chosen: wire.chosen,
    settings: settingsOf(view, kind.pulse) ?? defaultSettings,
    verdicts,
    ...body,
  };
}

function connectionId({ connectionFor }: WireToRead, { parts }: View, end: string): string {
  const part = parts[end];
  return (part && connectionFor(part)?.id) ?? '';
}
