import { parsePolicy, type Statement } from '@/lib/policy/document';
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

/** A policy of a thing, of which statements are looked at one by one. */
export type PolicyOf = { arn: string; type: DocumentType<Thing> };

/** A wire, as far as what it asks for tells. */
export type Asking = { kind: Kind; view: View };

/** What a wire needs of a role's own policies. */
export type Demanding = { dependent: Asking; grant: Grant };

/** What policies of a role's own, and they alone, say to something that a wire needs; `null` where one does not parse. */
function decidedByRole(
  resources: ResourceTable,
  texts: readonly string[],
  { dependent: { kind, view }, grant }: Demanding,
): Outcome['decision'] | null {
  const identity = texts.flatMap((text) => {
    const parsed = parsePolicy(text);
    return parsed.ok ? [{ name: '', document: parsed.document }] : [];
  });
  if (identity.length < texts.length) return null;
  const { accountId } = arnOf(grant.principal);
  const question = questionOf({ resources, view, actsFor: kind.actsFor }, grant, accountId);
  return evaluate(question, { identity }).decision;
}

/** Whether a policy of a role's own lets it do something that wires need, as far as that policy alone tells. */
export function opensAny(resources: ResourceTable, text: string, needed: readonly Demanding[]): boolean {
  return needed.some((one) => decidedByRole(resources, [text], one) !== 'deny');
}

/** Whether wires need of a role what one of its policies gives it and none of the others does. */
export function isReliedOn(
  resources: ResourceTable,
  text: string,
  others: readonly string[],
  needed: readonly Demanding[],
): boolean {
  return needed.some(
    (one) =>
      decidedByRole(resources, [text], one) !== 'deny' &&
      !others.some((other) => decidedByRole(resources, [other], one) === 'allow'),
  );
}

/** What a wire may do of what it needs of a policy, were this statement the only one there. */
export function decidedAlone(
  resources: ResourceTable,
  { kind, view }: Asking,
  grant: Grant,
  statement: Statement,
  { arn, type }: PolicyOf,
): Outcome['decision'] {
  const { stable } = arnReading(resources);
  // A wire that was not read whole knows the thing by its lasting name only.
  const resource = stable(grant.resource) === stable(arn) ? arn : grant.resource;
  const asked = { resources, view, actsFor: kind.actsFor };
  const question = questionOf(asked, { ...grant, resource }, arnOf(arn).accountId);
  const document = { version: '2012-10-17' as const, id: null, statements: [statement], text: statement.text };
  const policy = { name: type.name, document };
  return resourceSide(question, policy, type.as === 'key' ? 'key' : 'resource').decision;
}
