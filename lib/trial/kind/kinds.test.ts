import { describe, expect, it } from 'vitest';
import { questionsOf } from '@/components/resource/rooms';
import { parcelQuestions } from '@/lib/trial/parcel/drawing';
import { parcelReading } from '@/lib/trial/parcel/rooms';
import { documentOf } from '@/lib/wiring/judge/document';
import { judge } from '@/lib/wiring/judge/judge';
import type { Kind, Making, Step } from '@/lib/wiring/kind/kind';
import type { Grant, Verdict } from '@/lib/wiring/need';
import type { View } from '@/lib/wiring/view';
import { examples, exampleViews, watched } from './example-views';

const { kinds, resources } = parcelReading.rooms;

/** What one step does at a moment of a wire. */
function changesOf(step: Step, view: View, verdicts: readonly Verdict[]): Making[] {
  if ('grant' in step) return [];
  if ('mend' in step) return [step.call(view) ?? []].flat();
  const example = examples[view.parts[step.make]?.is ?? ''];
  if (example) step.unmake(view, example);
  step.anew?.(verdicts);
  step.checks?.(view, []);
  return step.changes(view, verdicts);
}

/** Everything that a kind does with a view. */
function askEverything(kind: Kind, view: View): void {
  const verdicts = judge(resources, kind, view);
  const changes = kind.steps.flatMap((step) => changesOf(step, view, verdicts));
  kind.managed?.(view);
  kind.costs?.(view, Object.keys(view.parts));
  kind.stays?.made(view, changes);
  kind.stays?.removed(view);
}

const partOf = (step: Step) => ('make' in step ? step.make : 'grant' in step ? step.grant : step.on);

/** A wire of this kind at several moments; the parts, needs, rights and facts that it then has. */
function seen(kind: Kind) {
  const views = exampleViews(resources, kind);
  const needs = views.flatMap((view) => kind.needs(view));
  return {
    views,
    needs: new Set(needs.map(({ id }) => id)),
    parts: new Set(views.flatMap(({ parts }) => Object.keys(parts))),
    grants: views.flatMap((view) =>
      kind.needs(view).flatMap(({ demand }) => (demand.type === 'grant' ? [{ view, demand }] : [])),
    ),
    facts: new Set(needs.flatMap(({ demand }) => (demand.type === 'fact' ? [demand.fact] : []))),
  };
}

const outOf = (names: Iterable<string>, all: ReadonlySet<string>) => [...names].filter((name) => !all.has(name));

describe.each(kinds.map((kind) => [kind.id, kind] as const))('the kind %s', (_id, kind) => {
  const { views, needs, parts, grants, facts } = seen(kind);

  it('names parts that its wires have', () => {
    const named = [kind.reads, kind.actsFor, ...(kind.pulse === null ? [] : [kind.pulse]), ...kind.steps.map(partOf)];
    expect(outOf(named, parts)).toEqual([]);
    expect(outOf(['source', 'reader', ...(kind.via ? ['via'] : [])], parts)).toEqual([]);
  });

  it('looks up no part that its wires never have', () => {
    const lookedUp = new Set<string>();
    for (const view of views)
      askEverything(
        kind,
        watched(view, (part) => lookedUp.add(part)),
      );
    expect(lookedUp.size).toBeGreaterThan(0);
    expect(outOf(lookedUp, parts)).toEqual([]);
  });

  it('demands rights to its parts, in policies that these have', () => {
    const named = (demand: Grant) => [demand.in.part, demand.of];
    expect(grants.flatMap(({ view, demand }) => outOf(named(demand), new Set(Object.keys(view.parts))))).toEqual([]);
    for (const { view, demand } of grants) {
      expect(() => documentOf(resources, view, demand.in.part, demand.in.slot)).not.toThrow();
    }
  });

  it('has a step only for a policy that must give a right, and for a fact that must be so', () => {
    const demanded = new Set(grants.map(({ demand }) => `${demand.in.part} ${demand.in.slot}`));
    const granted = kind.steps.flatMap((step) => ('grant' in step ? [`${step.grant} ${step.slot}`] : []));
    expect(outOf(granted, demanded)).toEqual([]);
    expect(
      outOf(
        kind.steps.flatMap((step) => ('mend' in step ? [step.mend] : [])),
        facts,
      ),
    ).toEqual([]);
  });

  it('judges every fact that it needs, and no other', () => {
    expect(Object.keys(kind.facts).sort()).toEqual([...facts].sort());
  });

  it('checks needs that it has', () => {
    expect(
      outOf(
        kind.checks.map(({ need }) => need),
        needs,
      ),
    ).toEqual([]);
  });

  it('asks what has a question, of resources that exist', () => {
    expect(questionsOf({ questions: parcelQuestions }, kind).map(({ name }) => name)).toEqual(kind.asks);
    const all = new Set(Object.keys(resources));
    const listed = Object.keys(resources).filter((id) => resources[id]?.listing);
    expect(outOf([kind.source, kind.reader, ...(kind.via ? [kind.via] : [])], all)).toEqual([]);
    expect(outOf(kind.lists, new Set(listed))).toEqual([]);
    if (kind.pulse !== null) {
      const id = views[0]?.parts[kind.pulse]?.is ?? '';
      expect(resources[id]?.pulse).toBeDefined();
    }
  });
});
