import { findPlan } from '@/lib/store/plans';
import { parseArn } from '@/lib/wiring/arn';
import { typeOf } from '@/lib/wiring/call/calls';
import { marksLeft, wasThere } from '@/lib/wiring/call/marks';
import { viewOf } from '@/lib/wiring/discover/settle';
import { textOf } from '@/lib/wiring/judge/document';
import { chosenParts } from '@/lib/wiring/kind/chosen-parts';
import type { Kind } from '@/lib/wiring/kind/kind';
import type { Mark } from '@/lib/wiring/mark';
import type { Parts } from '@/lib/wiring/part';
import { askersIn } from '@/lib/wiring/plan/needed-statements';
import { opensAny } from '@/lib/wiring/plan/opens';
import { isOfWire } from '@/lib/wiring/plan/our-statements';
import { neededOfRole, type Resting, restingOn, restingOnDocument, restingOnThing } from '@/lib/wiring/plan/resting';
import { statementsOf } from '@/lib/wiring/plan/statements';
import { arnReading, resourceIdOf } from '@/lib/wiring/resource/arn-reading';
import type { Rooms } from '@/lib/wiring/rooms';
import { type Run, type RunStep, stepsBehind } from '@/lib/wiring/run';
import type { View } from '@/lib/wiring/view';
import type { ProblemError } from '../http/problem-error';
import { refusal } from '../http/refuse';
import { plannedWire } from '../wire/find-wire';
import { gatherEvidence } from '../wire/gather-evidence';
import { readOthers } from '../wire/others';
import type { Reading } from '../wire/reading';

/** What a run left, and who lives off it beside its wire. */
type Left = { rooms: Rooms; view: View; resting: readonly Resting[] };

/**
 * Others may have come to live off what this run granted. Throws the problem of what they use: something that it made, a
 * policy on the same source, or only the role.
 */
export async function checkUnshared(reading: Reading, run: Run): Promise<void> {
  const { rooms } = reading;
  const steps = stepsBehind(run).filter((step) => !wasThere(step));
  const plan = run.purpose === 'wire' && steps.length > 0 ? await findPlan(run.planId) : null;
  const wire = plan && (await plannedWire(plan, rooms));
  if (!wire) return;
  const named = chosenParts(wire.kind, wire.chosen);
  const left = steps.map((step) => ({
    step,
    marks: marksLeft(rooms.calls, step).filter((mark) => isOfUse(rooms, wire.kind, named, mark)),
  }));
  if (left.every(({ marks }) => marks.length === 0)) return;
  const { view } = await gatherEvidence(wire, reading);
  const made = left.flatMap(({ marks }) => marks.flatMap(({ on, slot }) => (slot === undefined ? [on] : [])));
  for (const arn of made) checkNotOpened(rooms, run, view, arn);
  const others = await readOthers(wire, view, reading);
  const seen = viewOf(rooms.resources, view.chosen, view.parts, { ...view.evidence, others });
  const resting = restingOn(rooms, seen);
  if (resting === null) return;
  for (const arn of made) if (restingOnThing(rooms, resting, arn).length > 0) throw inUse(rooms, arn);
  const askers = askersOf(wire.kind, seen);
  const all: Left = { rooms, view: seen, resting };
  for (const { step, marks } of left) {
    const asker = askers.find((one) => marks.some((mark) => isShared(all, one, step, mark)));
    if (asker === undefined) continue;
    const role = arnReading(rooms.resources).name(asker);
    throw inUse(rooms, seen.chosen.source, { count: readersOfSource(all, asker).length, role });
  }
  for (const asker of askers)
    checkRole(
      all,
      asker,
      left.flatMap(({ marks }) => marks),
    );
}

/** A managed policy opens every source to the role. */
function checkRole({ rooms, resting }: Left, role: string, marks: readonly Mark[]): void {
  const attached = marks.some((mark) => mark.slot === 'identity' && isOn(rooms, mark, role) && parseArn(mark.name).ok);
  const users = resting.filter(({ grants }) => grants.some(({ principal }) => principal === role)).length;
  if (attached && users > 0) throw inUse(rooms, role, { count: users });
}

function askersOf(kind: Kind, view: View): string[] {
  return askersIn(kind.needs(view).flatMap(({ demand }) => (demand.type === 'grant' ? [demand] : [])));
}

/** Whether others can live off it: not off what the wire has for itself. */
function isOfUse({ resources }: Rooms, kind: Kind, parts: Parts, { on, slot }: Mark): boolean {
  if (slot !== undefined) return true;
  const is = resourceIdOf(resources, on);
  return kind.steps.some((step) => 'make' in step && step.own !== true && parts[step.make]?.is === is);
}

/** What this run made takes its policy with it, and whoever else that one lets in. */
function checkNotOpened(rooms: Rooms, { wireId }: Run, view: View, arn: string): void {
  const thing = Object.values(view.evidence.parts).flatMap((read) => (read.state === 'known' ? [read.value] : []));
  const made = thing.find((one) => one.arn === arn);
  const type = made && rooms.resources[made.is]?.documents.resource;
  const policy = made && type ? textOf(type, made) : null;
  if (policy?.state !== 'known') return;
  if (statementsOf(policy.value).some(({ sid }) => !isOfWire(sid, wireId))) throw inUse(rooms, arn);
}

/** Other wires of this role that read the same source. */
function readersOfSource({ view, resting }: Left, role: string): Resting[] {
  return resting.filter(
    ({ wire, grants }) =>
      wire.chosen.source === view.chosen.source && grants.some(({ principal }) => principal === role),
  );
}

/** Whether other readers of the source live off what a step of this run let a role do. */
function isShared(left: Left, role: string, { change }: RunStep, mark: Mark): boolean {
  const { rooms, resting } = left;
  const { on, slot, name } = mark;
  if (slot === undefined || readersOfSource(left, role).length === 0) return false;
  const [, document = null] = typeOf(rooms.calls, change.call).document?.(change.call) ?? [];
  if (slot === 'identity') {
    return isOn(rooms, mark, role) && (document === null || opensAny(document, neededOfRole(rooms, resting, role)));
  }
  const statement = document === null ? null : statementsOf(document).find(({ sid }) => sid === name);
  if (statement && !statement.text.includes(`"${role}"`)) return false;
  return restingOnDocument(rooms, resting, { arn: on, slot, asker: role }).length > 0;
}

/** Whether a mark stands in a document of this role, which its service calls by its name. */
function isOn({ resources }: Rooms, { on }: Mark, role: string): boolean {
  return on === role || on === arnReading(resources).name(role);
}

function inUse({ resources }: Rooms, arn: string, values: Record<string, string | number> = {}): ProblemError {
  const problem = resources[resourceIdOf(resources, arn) ?? '']?.inUse?.(arn);
  return refusal(409, problem?.code ?? 'grant-in-use', { ...problem?.values, ...values });
}
