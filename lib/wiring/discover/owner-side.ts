import type { Coded, StatusCode } from '../code';
import { documentOf, resourceOf } from '../judge/document';
import { judgeNeed } from '../judge/judge';
import type { Kind } from '../kind/kind';
import { isRequired, type Verdict } from '../need';
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
      if (kind.facts[demand.fact]?.unmet === undefined) continue;
    } else if (demand.in.slot === 'identity' || demand.in.slot === 'trust') continue;
    const verdict = judgeNeed(resources, kind, view, need);
    if (verdict.state === 'missing' || verdict.state === 'denied') return meaning(resources, kind, view, verdict);
  }
  return null;
}

function meaning(resources: ResourceTable, kind: Kind, view: View, { code, because, need }: Verdict): Obstacle {
  const said = { code: code as StatusCode, ...(because.values ? { values: because.values } : {}) };
  const { demand } = need;
  if (demand.type === 'fact') return { status: kind.facts[demand.fact]?.unmet ?? 'half', because: said };
  const { part, slot } = demand.in;
  // The policy names who is gone, or stands on what took another's place: that says more than "not granted".
  if (code === 'dead-principal' || code === documentOf(resources, view, part, slot).lapsed?.code) {
    return { status: 'half', because: said };
  }
  const ungranted = resourceOf(resources, view.parts[part]?.is ?? '').ungranted?.(view.arn(part));
  return { status: 'half', because: ungranted ?? { code: 'mapped-ungranted' } };
}
