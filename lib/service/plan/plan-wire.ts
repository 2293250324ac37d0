import { randomUUID } from 'node:crypto';
import { insertPlan } from '@/lib/store/plans';
import { arns, functionName, unqualified, withoutLatest } from '@/lib/wiring/arn';
import { calls } from '@/lib/wiring/call/calls';
import type { Connection } from '@/lib/wiring/connection';
import { readArn, wireId } from '@/lib/wiring/discover/wire-id';
import type { MappingSettings } from '@/lib/wiring/inventory';
import type { Kind } from '@/lib/wiring/kind/kind';
import { kindOf } from '@/lib/wiring/kind/kinds';
import type { Plan } from '@/lib/wiring/plan/plan';
import { type PlanSide, planWire as planChanges } from '@/lib/wiring/plan/plan-wire';
import { defaultSettings, settingProblems } from '@/lib/wiring/setting/settings';
import { getConnection } from '../connection/get-connection';
import { refusal } from '../http/refuse';
import { type Gathered, gatherEvidence } from '../wire/gather-evidence';
import type { CheckedPlanRequest } from './plan-request';
import { sourceEnd, wireEnd } from './wire-end';

/** Reads both ends, judges them and stores the changes that are missing. Throws problems for what cannot be planned. */
export async function planWire(request: CheckedPlanRequest): Promise<Plan> {
  const plan = await draftPlan(request);
  await insertPlan(plan);
  return plan;
}

/** The plan as it would be now, not stored. */
export async function draftPlan(request: CheckedPlanRequest): Promise<Plan> {
  const kind = kindNamed(request.kind);
  const [producer, consumer] = await Promise.all([
    getConnection(request.source.connection),
    getConnection(request.reader.connection),
  ]);
  const functionArn = withoutLatest(wireEnd(request.reader.functionArn, 'lambda-function', consumer).text);
  const { sourceArn, consumerName } = sourceEnd(request.source, kind, producer, functionName(functionArn));
  const wire = { kind, sourceArn, consumerName, functionArn, roleArn: null, producer, consumer };
  const gathered = await gatherEvidence(wire);
  checkFound(gathered, sourceArn, functionArn);
  const settings = settingsFor(request.settings ?? {}, gathered);
  const id = wireId(kind.id, readArn(sourceArn, consumerName), unqualified(functionArn));
  const body = planChanges(calls, arns, {
    ...gathered,
    kind,
    wireId: id,
    producer: sideOf(producer, sourceArn),
    consumer: sideOf(consumer, functionArn),
    settings,
    roleGrant: request.roleGrant ?? 'managed',
    keyGrant: request.keyGrant ?? 'policy',
  });
  return {
    id: randomUUID(),
    purpose: 'wire',
    kind: kind.id,
    wireId: id,
    createdAt: new Date().toISOString(),
    source: { connection: producer.id, arn: sourceArn, ...named(consumerName) },
    reader: { connection: consumer.id, functionArn, roleArn: gathered.ends.roleArn },
    settings,
    roleGrant: request.roleGrant ?? 'managed',
    keyGrant: request.keyGrant ?? 'policy',
    verdicts: gathered.verdicts,
    ...body,
  };
}

/** As a plan keeps it: left out where the kind has none. */
export function named(consumerName: string | null): { consumerName?: string } {
  return consumerName === null ? {} : { consumerName };
}

function kindNamed(id: string): Kind {
  const kind = kindOf(id);
  if (!kind) throw refusal(400, 'unknown-kind', { kind: id });
  return kind;
}

/** Where a plan makes its changes, and whether it may. */
export function sideOf(connection: Connection, arn: string): PlanSide {
  return {
    connectionId: connection.id,
    accountId: connection.accountId,
    region: arn.split(':')[3] ?? '',
    name: connection.name,
    mayChange: connection.mode === 'may-change',
  };
}

/** Without the stream or the function there is nothing to plan; everything else shows as a verdict. */
function checkFound({ evidence }: Gathered, sourceArn: string, functionArn: string): void {
  if (evidence.source.state === 'absent') throw refusal(404, 'source-gone', { arn: sourceArn });
  const reader = evidence.function;
  if (reader.state === 'absent') throw refusal(404, 'function-gone', { arn: functionArn });
  if (reader.state === 'refused') {
    const { principal, action, message } = reader.refusal;
    throw refusal(409, 'function-refused', { arn: functionArn, principal, action, message });
  }
  if (reader.state === 'failed') throw refusal(502, 'function-unread', { arn: functionArn, message: reader.message });
}

/** What was asked for; else what the mapping has that is there already; else sound defaults. */
function settingsFor(asked: Partial<MappingSettings>, { evidence, verdicts }: Gathered): MappingSettings {
  const standing = evidence.mapping.state === 'known' ? evidence.mapping.value.settings : null;
  // A mapping that has to be made again begins where nothing is lost, whatever the old one began with.
  const replaced = verdicts.some(({ need, state }) => need.id === 'mapping-current' && state === 'missing');
  const anew = { startingPosition: 'TRIM_HORIZON' as const, startingPositionTimestamp: null };
  const settings = { ...defaultSettings, ...standing, ...(replaced ? anew : {}), ...asked };
  const [problem] = Object.entries(settingProblems(settings, new Date().toISOString()));
  if (problem && standing === null) throw refusal(400, 'bad-setting', { setting: problem[0] });
  return settings;
}
