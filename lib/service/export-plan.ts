import type { Change, Plan } from '@/lib/wiring/plan';
import { getPlan } from './get-plan';
import { refusal } from './refuse';

/** One account's part of a plan, in the order in which the files are to be run. */
type ExportFile = { name: string; accountId: string; region: string; side: Change['side']; content: string };

export type PlanExport = { format: 'cli'; files: ExportFile[] };

/** A plan as files that make the same changes. Throws the problem `unknown-format`. */
export async function exportPlan(id: string, format: string): Promise<PlanExport> {
  if (format !== 'cli') throw refusal(400, 'unknown-format', { format: format.slice(0, 40), formats: 'cli' });
  return { format, files: scriptsOf(await getPlan(id)) };
}

/** Order matters across accounts (a mapping is made after the grant), so one account may come up twice. */
function scriptsOf(plan: Plan): ExportFile[] {
  const groups: Change[][] = [];
  for (const change of plan.changes) {
    const last = groups.at(-1);
    const place = last?.[0]?.place;
    const same = place?.accountId === change.place.accountId && place.region === change.place.region;
    if (last && same) last.push(change);
    else groups.push([change]);
  }
  return groups.flatMap((changes, index) => {
    const [first] = changes;
    return first ? [script(first, changes, index + 1)] : [];
  });
}

function script({ place, side }: Change, changes: Change[], position: number): ExportFile {
  const { accountId, region } = place;
  const head = ['#!/bin/sh', `# ${side} ${accountId} ${region}`, 'set -eu'].join('\n');
  const content = `${[head, ...changes.map((change) => change.command)].join('\n\n')}\n`;
  return { name: `${position}-${side}-${accountId}.sh`, accountId, region, side, content };
}
