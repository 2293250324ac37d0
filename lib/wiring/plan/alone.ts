import { parsePolicy } from '@/lib/policy/document';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import { arnOf } from '../arn';
import { resourceSide } from '../judge/session-question';
import { questionOf } from '../judge/verdict-of';
import type { Kind } from '../kind/kind';
import type { Grant } from '../need';
import { arnReading } from '../resource/arn-reading';
import type { DocumentType } from '../resource/resource';
import type { ResourceTable } from '../resource/resources';
import type { Thing } from '../thing';
import type { View } from '../view';
import type { DependentDemand } from './dependents';

/** A policy of a thing, of which statements are looked at one by one. */
export type PolicyOf = { arn: string; type: DocumentType<Thing> };

/** A wire, as far as what it asks for tells. */
export type Asking = { kind: Kind; view: View };

/** Whether a policy of a role's own lets it do something that other wires need, as far as that policy alone tells. */
export function opensAny(resources: ResourceTable, text: string, needed: readonly DependentDemand[]): boolean {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return needed.length > 0;
  const identity = [{ name: '', document: parsed.document }];
  return needed.some(({ dependent: { kind, view }, grant }) => {
    const { accountId } = arnOf(grant.principal);
    const question = questionOf({ resources, view, actsFor: kind.actsFor }, grant, accountId);
    return evaluate(question, { identity }).decision !== 'deny';
  });
}

/** What a wire may do of what it needs of a policy, were this statement the only one there. */
export function decidedAlone(
  resources: ResourceTable,
  { kind, view }: Asking,
  grant: Grant,
  statement: string,
  { arn, type }: PolicyOf,
): Outcome['decision'] {
  const parsed = parsePolicy(`{"Version":"2012-10-17","Statement":[${statement}]}`);
  if (!parsed.ok) return 'depends';
  const { stable } = arnReading(resources);
  // A wire that was not read whole knows the thing by its lasting name only.
  const resource = stable(grant.resource) === stable(arn) ? arn : grant.resource;
  const asked = { resources, view, actsFor: kind.actsFor };
  const question = questionOf(asked, { ...grant, resource }, arnOf(arn).accountId);
  const policy = { name: type.name, document: parsed.document };
  return resourceSide(question, policy, type.as === 'key' ? 'key' : 'resource').decision;
}
