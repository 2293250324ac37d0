import type { Kind } from '../kind/kind';
import type { Judgement, Need, Verdict } from '../need';
import type { ResourceTable } from '../resource/resources';
import type { View } from '../view';
import { documentOf } from './document';
import { judgeIdentity } from './judge-identity';
import { judgeResource } from './judge-resource';
import { judgeTrust } from './judge-trust';

/** Holds every need of a kind against what was read. */
export function judge(resources: ResourceTable, kind: Kind, view: View): Verdict[] {
  return kind.needs(view).map((need) => judgeNeed(resources, kind, view, need));
}

/** Holds one need against what was read. */
export function judgeNeed(resources: ResourceTable, kind: Kind, view: View, need: Need): Verdict {
  return { need, ...judgementFor(resources, kind, view, need) };
}

function judgementFor(resources: ResourceTable, kind: Kind, view: View, { demand }: Need): Judgement {
  if (demand.type === 'fact') {
    const fact = kind.facts[demand.fact];
    if (!fact) throw new Error(`the kind ${kind.id} has no judge for ${demand.fact}`);
    return fact.judge(view);
  }
  const asked = { resources, view, actsFor: kind.actsFor };
  switch (documentOf(resources, view, demand.in.part, demand.in.slot).as) {
    case 'identity':
    case 'boundary':
      return judgeIdentity(asked, demand);
    case 'trust':
      return judgeTrust(asked, demand);
    case 'resource':
    case 'key':
      return judgeResource(asked, demand);
  }
}
