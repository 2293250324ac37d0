import { partsOf } from './arn-pattern';
import { type Glob, globMatches, globOf, isPlain } from './glob';

/** A pattern of a `Resource` element, made ready. `parts` is `null` for a text without a colon. */
export type ResourcePattern = {
  whole: Glob;
  /** An ARN in full: it matches itself alone. */
  exact: string | null;
  parts: readonly Glob[] | null;
};

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
  const six = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  const whole = globOf(resolved);
  return {
    whole,
    exact: six.length === 6 && isPlain(whole) ? resolved : null,
    parts: parts.length > 1 ? six.map(globOf) : null,
  };
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
