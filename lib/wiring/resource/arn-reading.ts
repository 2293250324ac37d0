import { type Arn, type ArnResult, isPlaced, parseArn, selector } from '../arn';
import type { ArnReading } from '../call/call';
import type { Thing } from '../thing';
import { otherThing } from './other-things';
import type { Listing, Resource } from './resource';
import type { ResourceTable } from './resources';

/** Whether an ARN names such a thing. */
export function isResource({ arn: format }: Pick<Resource<Thing, Listing>, 'arn'>, arn: string): boolean {
  const parsed = parseArn(arn);
  return parsed.ok && isNamed(format, parsed.arn);
}

function isNamed(format: Resource<Thing>['arn'], { service, resource }: Arn): boolean {
  return format.service === service && format.resource.test(resource);
}

/** Which resource an ARN names, real or as a plan foretells it; `null` where the table has none such. */
export function resourceIdOf(resources: ResourceTable, arn: string): string | null {
  const parsed = parseArn(arn);
  return parsed.ok ? resourceIdIn(resources, parsed.arn) : null;
}

function resourceIdIn(resources: ResourceTable, arn: Arn): string | null {
  const all = Object.entries(resources);
  const found = all.find(([, { arn: format }]) => isNamed(format, arn));
  const planned = ({ service, foretold }: Resource<Thing>['arn']) =>
    service === arn.service && foretold?.test(arn.resource);
  return found?.[0] ?? all.find(([, { arn: format }]) => planned(format))?.[0] ?? null;
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
  const found = expected.find((id) => resources[id] && isNamed(resources[id].arn, arn));
  if (found !== undefined) {
    const { everywhere = false } = resources[found]?.arn ?? {};
    return isPlaced(arn, everywhere) ? parsed : { ok: false, problem: { key: 'arn.no-place' } };
  }
  const values = { found: selector(thingIn(resources, arn)), expected: selector(expected[0]) };
  return { ok: false, problem: { key: 'arn.wrong-kind', values } };
}
