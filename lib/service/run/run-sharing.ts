import { findPlan } from '@/lib/store/plans';
import { typeOf } from '@/lib/wiring/call/calls';
import { isOn, marksLeft, wasThere } from '@/lib/wiring/call/marks';
import { viewOf } from '@/lib/wiring/discover/settle';
import { textOf } from '@/lib/wiring/judge/document';
import { chosenParts } from '@/lib/wiring/kind/chosen-parts';
import type { Kind } from '@/lib/wiring/kind/kind';
import type { Mark, StandingMark } from '@/lib/wiring/mark';
import type { Parts } from '@/lib/wiring/part';
import { isReliedOn, opensAny } from '@/lib/wiring/plan/alone';
import {
  type Dependent,
  demandsOnRole,
  dependentsAs,
  dependentsOn,
  dependentsOnDocument,
  dependentsOnSource,
  dependentsOnThing,
} from '@/lib/wiring/plan/dependents';
import { askersIn } from '@/lib/wiring/plan/needed-statements';
import { othersUnread, placeOfOthers } from '@/lib/wiring/plan/others-unread';
import { isOfWire } from '@/lib/wiring/plan/our-statements';
import { policiesOf } from '@/lib/wiring/plan/role-removals';
import { namedBy, statementsOf } from '@/lib/wiring/plan/statements';
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
type Left = { rooms: Rooms; view: View; dependents: readonly Dependent[] };

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
    marks: marksLeft(rooms.calls, step)
      .filter((mark) => isOfUse(rooms, wire.kind, named, mark))
      .map((mark) => ({ ...mark, accountId: step.change.place.accountId })),
  }));
  if (left.every(({ marks }) => marks.length === 0)) return;
  const { view } = await gatherEvidence(wire, reading);
  const made = left.flatMap(({ marks }) => marks.flatMap(({ on, slot }) => (slot === undefined ? [on] : [])));
  for (const arn of made) checkNotOpened(rooms, run, view, arn);
  const others = await readOthers(wire, view, reading);
  const seen = viewOf(rooms.resources, view.chosen, view.parts, { ...view.evidence, others });
  const asked = { kind: wire.kind, view: seen };
  const place = placeOfOthers(asked);
  const message = place && wire.connectionFor(place) !== null ? othersUnread(asked) : null;
  if (message !== null) throw refusal(409, 'others-unread', { message });
  const dependents = dependentsOn(rooms, seen);
  if (dependents === null) return;
  for (const arn of made) if (dependentsOnThing(rooms, dependents, arn).length > 0) throw inUse(rooms, arn);
  const askers = askersOf(wire.kind, seen);
  const all: Left = { rooms, view: seen, dependents };
  for (const { step, marks } of left) {
    const asker = askers.find((one) => marks.some((mark) => isShared(all, one, step, mark)));
    if (asker === undefined) continue;
    const count = readersOfSource(all, asker).length;
    if (count === 0) throw inUse(rooms, asker, { count: dependentsAs(dependents, asker).length });
    throw inUse(rooms, seen.chosen.source, { count, role: arnReading(rooms.resources).name(asker) });
  }
  // What puts no document is a managed policy that was attached.
  const attached = left.flatMap(({ step, marks }) => (documentOf(rooms, step) === null ? marks : []));
  for (const asker of askers) checkRole(all, asker, attached);
}

/** A managed policy opens every source to the role. */
function checkRole({ rooms, dependents }: Left, role: string, attached: readonly StandingMark[]): void {
  const arns = arnReading(rooms.resources);
  const users = dependentsAs(dependents, role).length;
  const isAttached = attached.some((mark) => mark.slot === 'identity' && isOn(arns, mark, role));
  if (isAttached && users > 0) throw inUse(rooms, role, { count: users });
}

/** The document that a step's change puts, or `null`. */
function documentOf({ calls }: Rooms, { change: { call } }: RunStep): string | null {
  return typeOf(calls, call).document?.(call)[1] ?? null;
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
function readersOfSource({ rooms, view, dependents }: Left, role: string): Dependent[] {
  return dependentsOnSource(rooms, dependents, { source: view.chosen.source, asker: role });
}

/** Whether others live off what a step of this run let a role do. */
function isShared(left: Left, role: string, step: RunStep, mark: StandingMark): boolean {
  const { rooms, dependents } = left;
  const { on, slot, name } = mark;
  const document = documentOf(rooms, step);
  if (slot === 'identity') {
    return isOn(arnReading(rooms.resources), mark, role) && isPolicyShared(left, role, { name, document });
  }
  if (slot === undefined || readersOfSource(left, role).length === 0) return false;
  const statement = document === null ? null : statementsOf(document).find(({ sid }) => sid === name);
  if (statement && !namedBy(statement).includes(role)) return false;
  return dependentsOnDocument(rooms, dependents, { arn: on, slot, asker: role }).length > 0;
}

/** Whether others live off a policy that a role was given: readers of the source, or of another that nothing else opens. */
function isPolicyShared(
  left: Left,
  role: string,
  { name, document }: { name: string; document: string | null },
): boolean {
  const { rooms, view, dependents } = left;
  const isRead = readersOfSource(left, role).length > 0;
  if (document === null) return isRead;
  const needed = demandsOnRole(dependents, role);
  if (isRead && opensAny(rooms.resources, document, needed)) return true;
  const part = Object.keys(view.parts).find((one) => view.arn(one) === role);
  const others = part === undefined ? [] : policiesOf(left, part, 'identity').filter((one) => one.name !== name);
  const texts = others.flatMap((one) => (one.document.state === 'known' ? [one.document.value] : []));
  return isReliedOn(rooms.resources, document, texts, needed);
}

function inUse({ resources }: Rooms, arn: string, values: Record<string, string | number> = {}): ProblemError {
  const problem = resources[resourceIdOf(resources, arn) ?? '']?.inUse?.(arn);
  return refusal(409, problem?.code ?? 'grant-in-use', { ...problem?.values, ...values });
}
