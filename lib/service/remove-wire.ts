import { randomUUID } from 'node:crypto';
import { insertPlan } from '@/lib/store/plans';
import { listRuns, listRunsOfRole } from '@/lib/store/runs';
import { arnOf, roleName } from '@/lib/wiring/arn';
import type { Evidence } from '@/lib/wiring/evidence';
import { isOurs, wireIdOf } from '@/lib/wiring/our-statements';
import type { Plan } from '@/lib/wiring/plan';
import { planRemoval } from '@/lib/wiring/plan-removal';
import { defaultSettings } from '@/lib/wiring/settings';
import { statementsOf } from '@/lib/wiring/statements';
import { findWire } from './find-wire';
import { gatherEvidence } from './gather-evidence';
import { attachedByRuns, consumersOfRuns } from './granted-by-runs';
import { otherReaders } from './other-readers';
import { named, sideOf } from './plan-wire';

/** Plans how a wire is taken away, leaving what is not ours, and stores that plan. Throws the problem `no-wire`. */
export async function removeWire(wireId: string): Promise<Plan> {
  const plan = await draftRemoval(wireId);
  await insertPlan(plan);
  return plan;
}

/** The removal as it would be planned now, not stored. */
export async function draftRemoval(wireId: string): Promise<Plan> {
  const wire = await findWire(wireId);
  const { kind, sourceArn, producer, consumer } = wire;
  const { ends, evidence, verdicts } = await gatherEvidence(wire);
  const ownId = wire.functionArn === null ? (wireOfGrant(evidence, wire.readerArn) ?? wireId) : wireId;
  const role = roleName(ends.roleArn);
  const registered = consumersOfRuns(await listRuns({ wireId: ownId }));
  const attached = attachedByRuns(await listRunsOfRole(arnOf(ends.roleArn).accountId, role), role);
  const readers = await otherReaders(wire, ends.roleArn);
  const body = planRemoval({
    kind,
    wireId: ownId,
    ends,
    evidence,
    producer: producer && sideOf(producer, sourceArn),
    consumer: consumer && sideOf(consumer, ends.functionArn),
    attachedByUs: attached,
    registeredByUs: registered,
    otherReaders: readers,
  });
  return {
    id: randomUUID(),
    purpose: 'remove',
    kind: kind.id,
    wireId,
    createdAt: new Date().toISOString(),
    source: { connection: producer?.id ?? '', arn: sourceArn, ...named(wire.consumerName) },
    reader: { connection: consumer?.id ?? '', functionArn: wire.functionArn ?? '', roleArn: ends.roleArn },
    settings: evidence.mapping.state === 'known' ? evidence.mapping.value.settings : defaultSettings,
    verdicts,
    ...body,
  };
}

/** A grant that nobody reads with any more: the wire that our statement for that principal was written for. */
function wireOfGrant({ source }: Evidence, principal: string): string | null {
  const policy = source.state === 'known' ? source.value.policy : null;
  if (policy?.state !== 'known') return null;
  const ours = statementsOf(policy.value).find(({ sid, text }) => isOurs(sid) && text.includes(`"${principal}"`));
  return ours ? wireIdOf(ours.sid) : null;
}
