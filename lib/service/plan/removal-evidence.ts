import { findPlan } from '@/lib/store/plans';
import { listRuns } from '@/lib/store/runs';
import { viewOf } from '@/lib/wiring/discover/settle';
import { textOf } from '@/lib/wiring/judge/document';
import type { Verdict } from '@/lib/wiring/need';
import type { Parts } from '@/lib/wiring/part';
import { isOurs, wireIdOf } from '@/lib/wiring/plan/our-statements';
import { partOf } from '@/lib/wiring/plan/question';
import { namedBy, statementsOf } from '@/lib/wiring/plan/statements';
import type { Read } from '@/lib/wiring/read';
import type { Rooms } from '@/lib/wiring/rooms';
import type { Thing } from '@/lib/wiring/thing';
import { type Evidence, toldArn, type View } from '@/lib/wiring/view';
import type { WireToRead } from '../wire/find-wire';
import { type Gathered, gatherEvidence, readOne } from '../wire/gather-evidence';
import { readOthers } from '../wire/others';
import { ourMarks, rolesOf } from '../wire/our-marks';
import type { Reading } from '../wire/reading';

export type RemovalEvidence = {
  view: View;
  verdicts: Verdict[];
  /** The wire whose id our marks bear: another than the one shown where only a grant of ours is left. */
  ownId: string;
  /** Every wire that our runs made between the same ends. */
  wireIds: readonly string[];
};

/** All that tells what of a wire is ours, and who else lives off it: its roles of before are looked at, too. */
export async function removalEvidence(wire: WireToRead, reading: Reading): Promise<RemovalEvidence> {
  const { rooms } = reading;
  const first = await gatherEvidence(wire, reading);
  const ownId = toldArn(first.view, 'reader') !== null ? wire.id : (wireOfGrant(rooms, wire, first.view) ?? wire.id);
  const roles = await rolesOfRuns(ownId);
  const { view: now, verdicts } = await withLostRole(wire, first, roles, reading);
  const asker = toldArn(now, 'role') ?? wire.chosen.reader;
  const former = await formerRoles(
    wire,
    now,
    roles.filter((arn) => arn !== asker),
    reading,
  );
  const whole = withParts(rooms, now, former);
  const [others, own] = await Promise.all([
    readOthers(wire, whole, reading),
    ourMarks(rooms, {
      wireId: ownId,
      source: wire.chosen.source,
      asker,
      roles: rolesOf(rooms.resources, whole.parts),
    }),
  ]);
  const { evidence } = whole;
  const view = viewOf(rooms.resources, whole.chosen, whole.parts, { ...evidence, others, ours: own.marks });
  return { view, verdicts, ownId, wireIds: own.wireIds };
}

/** A grant that nobody reads with any more: the wire that our statement for that principal was written for. */
function wireOfGrant({ resources }: Rooms, { kind, chosen }: WireToRead, view: View): string | null {
  for (const step of kind.steps) {
    const thing = 'grant' in step ? partOf(view, step.grant) : null;
    const type = 'grant' in step && thing ? resources[thing.is]?.documents[step.slot] : undefined;
    if (!thing || !type?.writing?.whole) continue;
    const text = textOf(type, thing);
    const statements = text.state === 'known' ? statementsOf(text.value) : [];
    const ours = statements.find((one) => isOurs(one.sid) && namedBy(one).includes(chosen.reader));
    if (ours) return wireIdOf(ours.sid);
  }
  return null;
}

/** Roles that runs wired, newest first. */
async function rolesOfRuns(wireId: string): Promise<string[]> {
  const runs = await listRuns({ wireId });
  const plans = await Promise.all(runs.map(({ planId }) => findPlan(planId)));
  return [...new Set(plans.flatMap((plan) => (plan?.purpose === 'wire' ? [plan.reader.roleArn] : [])))];
}

/** A function that is gone does not say which role it ran as; our runs do. */
async function withLostRole(
  wire: WireToRead,
  first: Gathered,
  [role]: readonly string[],
  reading: Reading,
): Promise<Gathered> {
  const isLost = toldArn(first.view, 'reader') !== null && first.view.evidence.parts.reader?.state === 'absent';
  if (!isLost || role === undefined) return first;
  return gatherEvidence({ ...wire, chosen: { ...wire.chosen, role } }, reading);
}

type Former = Record<string, { part: Parts[string]; read: Read<Thing> }>;

/** Roles that our runs gave rights to for this wire, and that its reader has not any more. */
async function formerRoles(
  wire: WireToRead,
  { parts }: View,
  arns: readonly string[],
  reading: Reading,
): Promise<Former> {
  const { role } = parts;
  if (!role || wire.connectionFor(role) === null) return {};
  const each = arns.map(async (arn, index) => {
    const part = { ...role, ref: { arn }, formerOf: 'role' };
    return [`role:${index}`, { part, read: await readOne(wire, part, reading) }] as const;
  });
  return Object.fromEntries(await Promise.all(each));
}

function withParts({ resources }: Rooms, view: View, more: Former): View {
  const parts = Object.fromEntries(Object.entries(more).map(([name, { part }]) => [name, part]));
  const read = Object.fromEntries(Object.entries(more).map(([name, { read: one }]) => [name, one]));
  const evidence: Evidence = { ...view.evidence, parts: { ...view.evidence.parts, ...read } };
  return viewOf(resources, view.chosen, { ...view.parts, ...parts }, evidence);
}
