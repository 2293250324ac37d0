import { listRuns, listRunsBetween, listRunsOfRole } from '@/lib/store/runs';
import { arnOf } from '@/lib/wiring/arn';
import { isOn, standingMarks } from '@/lib/wiring/call/marks';
import type { StandingMark } from '@/lib/wiring/mark';
import type { Parts } from '@/lib/wiring/part';
import { arnReading } from '@/lib/wiring/resource/arn-reading';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Rooms } from '@/lib/wiring/rooms';

/** What runs of ours left standing, and the wires that share what was granted. */
export type OurMarks = { marks: StandingMark[]; wireIds: string[] };

/** A wire by what it joins: its source, whom it reads as, and every role of it. */
type Marked = { wireId: string; source: string; asker: string; roles: readonly string[] };

/**
 * What runs left for a wire: what they made for it alone, what they opened for it and for others between the same source
 * and role, and what they attached to its roles. Known from the journals, never guessed.
 */
export async function ourMarks({ calls, resources }: Rooms, wire: Marked): Promise<OurMarks> {
  const arns = arnReading(resources);
  const onRole = async (role: string) => {
    const runs = await listRunsOfRole(arnOf(role).accountId, arns.name(role));
    return standingMarks(calls, runs).filter((mark) => mark.slot === 'identity' && isOn(arns, mark, role));
  };
  const [own, between, ofRoles] = await Promise.all([
    listRuns({ wireId: wire.wireId }),
    listRunsBetween(wire.source, wire.asker, wire.wireId),
    Promise.all([...new Set(wire.roles)].map(onRole)),
  ]);
  return {
    marks: [
      ...standingMarks(calls, own).filter(({ slot }) => slot === undefined),
      ...standingMarks(calls, between).filter(({ slot }) => slot !== undefined && slot !== 'identity'),
      ...ofRoles.flat(),
    ],
    wireIds: [...new Set(between.map((run) => run.wireId))],
  };
}

/** The parts that take policies of their own beside others, by ARN. */
export function rolesOf(resources: ResourceTable, parts: Parts): string[] {
  return Object.values(parts).flatMap(({ is, ref }) =>
    'arn' in ref && resources[is]?.documents.identity?.writing?.named ? [ref.arn] : [],
  );
}
