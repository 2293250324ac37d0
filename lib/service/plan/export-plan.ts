import type { Calls } from '@/lib/wiring/call/calls';
import { commandScripts, scriptText } from '@/lib/wiring/call/command-script';
import type { Change, Plan } from '@/lib/wiring/plan/plan';
import { refusal } from '../http/refuse';
import { productReading, type Reading } from '../wire/reading';
import { getPlan } from './get-plan';

/** One account's part of a plan, in the order in which the files are to be run. */
type ExportFile = { name: string; accountId: string; region: string; side: Change['side']; content: string };

export type PlanExport = { format: 'cli'; files: ExportFile[] };

/** A plan as files that make the same changes. Throws the problem `unknown-format`. */
export async function exportPlan(id: string, format: string, { rooms }: Reading = productReading): Promise<PlanExport> {
  if (format !== 'cli') throw refusal(400, 'unknown-format', { format: format.slice(0, 40), formats: 'cli' });
  return { format, files: filesOf(rooms.calls, await getPlan(id)) };
}

function filesOf(calls: Calls, plan: Plan): ExportFile[] {
  return commandScripts(calls, plan.changes).map((script, index) => {
    const { accountId, region, side } = script;
    return { name: `${index + 1}-${side}-${accountId}.sh`, accountId, region, side, content: scriptText(script) };
  });
}
