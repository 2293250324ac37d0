import { type Arn, type ArnResult, isPlaced, parseArn, selector } from '../arn';
import type { ArnReading } from '../call/call';
import { otherThing } from './other-things';
import type { ResourceTable } from './resources';

/** Which resource an ARN names, real or as a plan foretells it; `null` where the table has none such. */
export function resourceIdOf(resources: ResourceTable, arn: string): string | null {
  const parsed = parseArn(arn);
  return parsed.ok ? resourceIdIn(resources, parsed.arn) : null;
}

function resourceIdIn(resources: ResourceTable, { service, resource: text }: Arn): string | null {
  const of = Object.entries(resources).filter(([, { arn }]) => arn.service === service);
  const found = of.find(([, { arn }]) => arn.resource.test(text));
  return found?.[0] ?? of.find(([, { arn }]) => arn.foretold?.test(text))?.[0] ?? null;
}

/** How ARNs of these resources are read by whoever does not know which they are. */
export function arnReading(resources: ResourceTable): ArnReading {
  const by = (read: 'name' | 'stable') => (arn: string) => {
    const id = resourceIdOf(resources, arn);
    return id === null ? arn : (resources[id]?.[read](arn) ?? arn);
  };
  return { name: by('name'), stable: by('stable'), source: (arn) => sourceOf(resources, arn) };
}

/** The ARN of the source that an ARN stands for: itself, or what the thing is part of. */
export function sourceOf(resources: ResourceTable, arn: string): string {
  const id = resourceIdOf(resources, arn);
  return (id === null ? undefined : resources[id]?.within?.(arn)) ?? arn;
}

/** What an ARN names: a resource of the table, or another thing; `other` for what nobody here knows. */
export function thingIn(resources: ResourceTable, arn: Arn): string {
  return resourceIdIn(resources, arn) ?? otherThing(arn);
}

/** Reads an ARN that must name one of these resources; otherwise says in words what it names instead. */
export function expectResource(
  resources: ResourceTable,
  text: string,
  expected: readonly [string, ...string[]],
): ArnResult {
  const parsed = parseArn(text);
  if (!parsed.ok) return parsed;
  const { arn } = parsed;
  const isOf = (id: string) => {
    const format = resources[id]?.arn;
    return format?.service === arn.service && format.resource.test(arn.resource);
  };
  const found = expected.find(isOf);
  if (found !== undefined) {
    const { everywhere = false } = resources[found]?.arn ?? {};
    return isPlaced(arn, everywhere) ? parsed : { ok: false, problem: { key: 'arn.no-place' } };
  }
  const values = { found: selector(thingIn(resources, arn)), expected: selector(expected[0]) };
  return { ok: false, problem: { key: 'arn.wrong-kind', values } };
}
