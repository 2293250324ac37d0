import { randomUUID } from 'node:crypto';
import { readRole } from '@/lib/aws/iam/read';
import { openSession } from '@/lib/aws/session/open-session';
import { findPlan, insertPlan } from '@/lib/store/plans';
import { listRuns, listRunsBetween, listRunsOfRole } from '@/lib/store/runs';
import { arnOf, arns, roleName } from '@/lib/wiring/arn';
import { calls } from '@/lib/wiring/call/calls';
import type { Connection } from '@/lib/wiring/connection';
import type { Evidence } from '@/lib/wiring/evidence';
import { isOurs, wireIdOf } from '@/lib/wiring/plan/our-statements';
import type { Plan } from '@/lib/wiring/plan/plan';
import { planRemoval } from '@/lib/wiring/plan/plan-removal';
import { statementsOf } from '@/lib/wiring/plan/statements';
import type { Run } from '@/lib/wiring/run';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import { type FoundWire, findWire } from '../wire/find-wire';
import { gatherEvidence } from '../wire/gather-evidence';
import { attachedByRuns, madeByRuns } from '../wire/granted-by-runs';
import { otherReaders } from '../wire/other-readers';
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
  const first = await gatherEvidence(wire);
  const ownId = wire.functionArn === null ? (wireOfGrant(first.evidence, wire.readerArn) ?? wireId) : wireId;
  const runs = await listRuns({ wireId: ownId });
  const roles = await rolesOfRuns(runs);
  // A function that is gone does not say which role it ran as; our runs do.
  const isLost = wire.functionArn !== null && first.evidence.function.state === 'absent' && roles[0] !== undefined;
  const { ends, evidence, verdicts } = isLost ? await gatherEvidence({ ...wire, roleArn: roles[0] ?? null }) : first;
  const ofRole = await listRunsBetween(sourceArn, ends.roleArn, ownId);
  const former = roles.filter((roleArn) => roleArn !== ends.roleArn);
  const body = planRemoval(calls, arns, {
    kind,
    wireId: ownId,
    ends,
    evidence,
    producer: producer && sideOf(producer, sourceArn),
    consumer: consumer && sideOf(consumer, ends.functionArn),
    ...(await givenTo(ends.roleArn, wire)),
    registeredByUs: madeByRuns(runs),
    wiresOfRole: [...new Set(ofRole.map((run) => run.wireId))],
    formerRoles: consumer === null ? [] : await Promise.all(former.map((one) => formerRole(one, wire, consumer))),
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

/** Roles that runs wired, newest first. */
async function rolesOfRuns(runs: readonly Run[]): Promise<string[]> {
  const plans = await Promise.all(runs.map(({ planId }) => findPlan(planId)));
  return [...new Set(plans.flatMap((plan) => (plan?.purpose === 'wire' ? [plan.reader.roleArn] : [])))];
}

/** What our runs attached to a role, and who else lives off what it has. */
async function givenTo(roleArn: string, wire: FoundWire) {
  const name = roleName(roleArn);
  const [runs, readers] = await Promise.all([
    listRunsOfRole(arnOf(roleArn).accountId, name),
    otherReaders(wire, roleArn),
  ]);
  return { attachedByUs: attachedByRuns(runs, name), otherReaders: readers };
}

async function formerRole(roleArn: string, wire: FoundWire, consumer: Connection) {
  const session = openSession(consumer, arnOf(wire.sourceArn).region, 'read');
  const [role, given] = await Promise.all([readRole(session, roleArn), givenTo(roleArn, wire)]);
  return { role, ...given };
}

/** A grant that nobody reads with any more: the wire that our statement for that principal was written for. */
function wireOfGrant({ source }: Evidence, principal: string): string | null {
  const policy = source.state === 'known' ? source.value.policy : null;
  if (policy?.state !== 'known') return null;
  const ours = statementsOf(policy.value).find(({ sid, text }) => isOurs(sid) && text.includes(`"${principal}"`));
  return ours ? wireIdOf(ours.sid) : null;
}
