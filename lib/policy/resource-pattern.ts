import { partsOf } from './arn-pattern';
import { ANY, type Glob, globMatches, globOf, ONE } from './glob';

/**
 * A pattern of a `Resource` element, made ready. `exact` is an ARN in full, which matches itself alone. `parts` is `null`
 * for a text without a colon.
 */
export type ResourcePattern = { exact: string } | { exact: null; whole: Glob; parts: readonly Glob[] | null };

/** The resource asked about, taken apart when first needed. */
export class ResourceName {
  readonly text: string;
  private split: readonly string[] | null | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get parts(): readonly string[] | null {
    if (this.split === undefined) this.split = partsOf(this.text);
    return this.split;
  }
}

/**
 * From a resolved pattern. A wildcard matches within one of the six parts of an ARN; the last part of the pattern
 * goes on over all that follows, and an ARN with fewer parts is completed with wildcards, as AWS does.
 */
export function resourcePatternOf(resolved: string): ResourcePattern {
  const parts = resolved.split(':');
  if (parts.length >= 6 && !resolved.includes(ANY) && !resolved.includes(ONE)) return { exact: resolved };
  const six = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  return { exact: null, whole: globOf(resolved), parts: parts.length > 1 ? six.map(globOf) : null };
}

export function resourcePatternMatches(pattern: ResourcePattern, resource: ResourceName): boolean {
  if (pattern.exact !== null) return pattern.exact === resource.text;
  if (!pattern.parts) return globMatches(pattern.whole, resource.text);
  const { parts } = resource;
  if (!parts) return globMatches(pattern.whole, resource.text);
  for (let index = pattern.parts.length - 1; index >= 0; index -= 1) {
    const glob = pattern.parts[index];
    const part = parts[index];
    if (glob === undefined || part === undefined || !globMatches(glob, part)) return false;
  }
  return true;
}
