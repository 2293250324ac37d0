import type { Coded, StatusCode, VerdictCode } from '../code';
import { documentOf, resourceOf } from '../judge/document';
import { judgeNeed } from '../judge/judge';
import type { Fact, Kind } from '../kind/kind';
import type { Values } from '../message';
import { type Grant, isRequired } from '../need';
import type { ResourceTable } from '../resource/resources';
import type { View } from '../view';

/** What stands in a wire's way that its status tells: that it is broken, or only half made. */
export type Obstacle = { status: 'broken' | 'half'; because: Coded<StatusCode> };

/**
 * The first thing, in the order of the kind's needs, that is known to be missing: facts that the kind calls decisive, and
 * what the owners of things must grant. What was not read stands in nobody's way.
 */
export function obstacleOf(resources: ResourceTable, kind: Kind, view: View): Obstacle | null {
  for (const need of kind.needs(view)) {
    const { demand } = need;
    if (!isRequired(need)) continue;
    if (demand.type === 'fact') {
      const obstacle = factObstacle(kind.facts[demand.fact], view);
      if (obstacle) return obstacle;
    } else if (demand.in.slot !== 'identity' && demand.in.slot !== 'trust') {
      const { state, code, because } = judgeNeed(resources, kind, view, need);
      if (state === 'missing' || state === 'denied')
        return grantObstacle(resources, view, demand, code, because.values);
    }
  }
  return null;
}

function factObstacle(fact: Fact | undefined, view: View): Obstacle | null {
  if (fact?.unmet === undefined) return null;
  const judgement = fact.judge(view);
  if (judgement.state !== 'missing' && judgement.state !== 'denied') return null;
  return { status: fact.unmet, because: coded(judgement.code, judgement.because.values) };
}

function coded(code: StatusCode, values: Values | undefined): Coded<StatusCode> {
  return { code, ...(values ? { values } : {}) };
}

function grantObstacle(
  resources: ResourceTable,
  view: View,
  { in: { part, slot } }: Grant,
  code: VerdictCode,
  values: Values | undefined,
): Obstacle {
  // The policy names who is gone, or stands on what took another's place: that says more than "not granted".
  const replacedBy = documentOf(resources, view, part, slot).replacedBy?.code;
  if (code === 'dead-principal') return { status: 'half', because: coded(code, values) };
  if (replacedBy !== undefined && code === replacedBy) return { status: 'half', because: coded(replacedBy, values) };
  const ungranted = resourceOf(resources, view.parts[part]?.is ?? '').ungranted?.(view.arn(part));
  return { status: 'half', because: ungranted ?? { code: 'mapped-ungranted' } };
}
