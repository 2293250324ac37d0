import { listRuns, listRunsBetween, listRunsOfRole } from '@/lib/store/runs';
import { arnOf, parseArn } from '@/lib/wiring/arn';
import { standingMarks } from '@/lib/wiring/call/marks';
import type { StandingMark } from '@/lib/wiring/mark';
import type { Rooms } from '@/lib/wiring/rooms';

/** What runs of ours left standing, and the wires that share what was granted. */
export type OurMarks = { marks: StandingMark[]; wireIds: string[] };

/**
 * What runs left for a wire: what they made for it alone, what they opened for it and for others between the same source
 * and role, and what they attached to its role. Known from the journals, never guessed.
 */
export async function ourMarks(
  { calls, resources }: Rooms,
  wireId: string,
  sourceArn: string,
  roleArn: string,
): Promise<OurMarks> {
  const role = Object.values(resources).find(({ documents }) => documents.identity?.writing?.named !== undefined);
  const parsed = parseArn(roleArn);
  const [own, between, ofRole] = await Promise.all([
    listRuns({ wireId }),
    listRunsBetween(sourceArn, roleArn, wireId),
    parsed.ok && role ? listRunsOfRole(arnOf(roleArn).accountId, role.name(roleArn)) : [],
  ]);
  return {
    marks: [
      ...standingMarks(calls, own).filter(({ slot }) => slot === undefined),
      ...standingMarks(calls, between).filter(({ slot }) => slot !== undefined && slot !== 'identity'),
      ...standingMarks(calls, ofRole).filter(({ slot }) => slot === 'identity'),
    ],
    wireIds: [...new Set(between.map((run) => run.wireId))],
  };
}
