import { randomUUID } from 'node:crypto';
import { insertPlan } from '@/lib/store/plans';
import type { Connection } from '@/lib/wiring/connection';
import { wireIdOf } from '@/lib/wiring/discover/wire-id';
import { resourceOf } from '@/lib/wiring/judge/document';
import type { Kind, MakeStep } from '@/lib/wiring/kind/kind';
import type { Account, AccountOf } from '@/lib/wiring/plan/account';
import { type Dependent, dependentsOn } from '@/lib/wiring/plan/dependents';
import { hasFormerStatements } from '@/lib/wiring/plan/former-statements';
import type { Plan } from '@/lib/wiring/plan/plan';
import { planWire as planChanges } from '@/lib/wiring/plan/plan-wire';
import { chosenInRequest, planEnds, settingsOf } from '@/lib/wiring/projection';
import { refusedValues } from '@/lib/wiring/refused-by';
import type { Rooms } from '@/lib/wiring/rooms';
import { defaultSettings, type MappingSettings, refusedIn, settingProblems } from '@/lib/wiring/setting/settings';
import type { Chosen, View } from '@/lib/wiring/view';
import { getConnection } from '../connection/get-connection';
import { listConnections } from '../connection/list-connections';
import type { CheckedPlanRequest } from '../http/openapi/plan-request';
import { refusal } from '../http/refuse';
import { between, type ConnectionFor, type WireToRead } from '../wire/find-wire';
import { gatherEvidence } from '../wire/gather-evidence';
import { readOthers } from '../wire/others';
import { productReading, type Reading } from '../wire/reading';
import { chosenFrom, wireEnd } from './wire-end';

/** Reads both ends, judges them and stores the changes that are missing. Throws problems for what cannot be planned. */
export async function planWire(request: CheckedPlanRequest, reading: Reading = productReading): Promise<Plan> {
  const plan = await draftPlan(request, reading);
  await insertPlan(plan);
  return plan;
}

/** The plan as it would be now, not stored. */
export async function draftPlan(request: CheckedPlanRequest, reading: Reading = productReading): Promise<Plan> {
  const { rooms } = reading;
  const kind = kindNamed(rooms, request.kind);
  const [producer, consumer, others] = await Promise.all([
    getConnection(request.source.connection),
    getConnection(request.reader.connection),
    listConnections(),
  ]);
  const chosen = chosenBy(rooms, kind, request, { producer, consumer });
  const id = wireIdOf(rooms.resources, kind, chosen);
  const connectionFor = between(producer, consumer, others);
  const wire = { id, kind, chosen, connectionFor };
  const { view, verdicts } = await gatherEvidence(wire, reading);
  checkFound(rooms, view);
  const settings = settingsFor(request.settings ?? {}, kind, view, verdicts);
  const planned: View = { ...view, chosen: { ...view.chosen, settings } };
  const alone = {
    rooms,
    kind,
    wireId: id,
    view: planned,
    verdicts,
    accountOf: accountsOf(connectionFor),
    dependents: null,
  };
  const dependents = hasFormerStatements(alone) ? await dependentsOf(wire, planned, reading) : null;
  return {
    id: randomUUID(),
    purpose: 'wire',
    kind: kind.id,
    wireId: id,
    createdAt: new Date().toISOString(),
    ...planEnds(view, { producer: producer.id, consumer: consumer.id }),
    chosen,
    settings,
    roleGrant: request.roleGrant ?? 'managed',
    keyGrant: request.keyGrant ?? 'policy',
    verdicts,
    ...planChanges({ ...alone, dependents }),
  };
}

/** Other wires, looked for where a statement of this one would make room for another. */
async function dependentsOf(wire: WireToRead, view: View, reading: Reading): Promise<Dependent[] | null> {
  const others = await readOthers(wire, view, reading);
  return dependentsOn(reading.rooms, { ...view, evidence: { ...view.evidence, others } });
}

/** What was asked for, of the two ends and of what the kind asks beside. */
function chosenBy(
  { resources }: Rooms,
  kind: Kind,
  request: CheckedPlanRequest,
  { producer, consumer }: { producer: Connection; consumer: Connection },
): Chosen {
  const reader = resourceOf(resources, kind.reader);
  const asked = chosenInRequest(request);
  const given = wireEnd(resources, asked.reader, kind.reader, consumer).text;
  const chosen: Chosen = { ...asked, reader: reader.given?.(given) ?? given };
  return chosenFrom(resources, kind, chosen, producer, reader.name(chosen.reader));
}

function kindNamed({ kinds }: Rooms, id: string): Kind {
  const kind = kinds.find((one) => one.id === id);
  if (!kind) throw refusal(400, 'unknown-kind', { kind: id });
  return kind;
}

/** Who may change the parts of a wire. */
export function accountsOf(connectionFor: ConnectionFor): AccountOf {
  return (part): Account | null => {
    const connection = connectionFor(part);
    if (connection === null) return null;
    const { id: connectionId, accountId, name, mode } = connection;
    return { connectionId, accountId, name, mayChange: mode === 'may-change' };
  };
}

/** Without its ends there is nothing to plan; everything else shows as a verdict. */
function checkFound({ resources }: Rooms, { parts, evidence, arn }: View): void {
  for (const end of ['source', 'reader']) {
    const read = evidence.parts[end];
    const problems = resourceOf(resources, parts[end]?.is ?? '').problems ?? {};
    if (read?.state === 'absent' && problems.absent) throw refusal(404, problems.absent, { arn: arn(end) });
    if (read?.state === 'refused' && problems.refused) {
      throw refusal(409, problems.refused, { arn: arn(end), ...refusedValues(read.refusal) });
    }
    if (read?.state === 'failed' && problems.failed) {
      throw refusal(502, problems.failed, { arn: arn(end), message: read.message });
    }
  }
}

/** What was asked for; else what the mapping has that is there already; else sound defaults. */
function settingsFor(
  asked: Partial<MappingSettings>,
  kind: Kind,
  view: View,
  verdicts: Plan['verdicts'],
): MappingSettings {
  const standing = settingsOf(view, kind.pulse);
  const step = kind.steps.find((one): one is MakeStep => 'make' in one && one.make === kind.pulse);
  const settings = { ...defaultSettings, ...standing, ...step?.anew?.(verdicts), ...asked };
  const [problem] = Object.entries(settingProblems(settings, new Date().toISOString()));
  if (problem && standing === null) throw refusal(400, 'bad-setting', { setting: problem[0] });
  const refused = refusedIn(asked, kind.refuses);
  if (refused) throw refusal(400, 'bad-setting', { setting: refused });
  return settings;
}
