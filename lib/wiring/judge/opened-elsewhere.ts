import type { Grant } from '../need';
import { isResource } from '../resource/arn-reading';
import { knownValue, readOf, type View } from '../view';
import { resourceOf, textsOf } from './document';
import type { Asked } from './verdict-of';

/**
 * Other things of the same kind on which the asker's own policies allow this action, or to which runs of ours let it in:
 * a thing that was replaced leaves its users with the former one.
 */
export function openedElsewhere({ resources, view }: Asked, grant: Grant, arn: string): string[] {
  const is = view.parts[grant.in.part]?.is ?? '';
  const same = (text: string) => isResource(resourceOf(resources, is), text);
  const byRuns = view.evidence.ours.filter(({ on, slot }) => slot === grant.in.slot && same(on)).map(({ on }) => on);
  const former = byRuns.includes(arn) ? [] : byRuns;
  return [...new Set([...allowedTo(resources, view, grant), ...former])].filter((one) => same(one) && one !== arn);
}

/** What the policies of the part that asks name for this action. */
function allowedTo(resources: Asked['resources'], view: View, { principal, action }: Grant): string[] {
  const [name, part] = Object.entries(view.parts).find(([one]) => view.arn(one) === principal) ?? [];
  const thing = name === undefined ? null : knownValue(readOf(view, name));
  const type = part && resources[part.is]?.documents.identity;
  if (!thing || !type) return [];
  const all = `${action.split(':')[0]}:*`.toLowerCase();
  return textsOf(type, thing)
    .policies.flatMap(({ document }) => document.statements)
    .filter(
      ({ effect, actions }) =>
        effect === 'Allow' && actions?.some((one) => [action.toLowerCase(), all].includes(one.toLowerCase())),
    )
    .flatMap(({ resources: named }) => named ?? []);
}
