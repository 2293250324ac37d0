import { partsOf } from './arn-pattern';
import { ANY, type Glob, globMatches, globOf } from './glob';

/** A pattern of a `Resource` element, made ready. `parts` is `null` for a text without a colon. */
export type ResourcePattern = { whole: Glob; everything: boolean; parts: readonly Glob[] | null };

/** The resource asked about, taken apart once. */
export type ResourceName = { text: string; parts: readonly string[] | null };

export function resourceNameOf(text: string): ResourceName {
  return { text, parts: partsOf(text) };
}

/**
 * From a resolved pattern. A wildcard matches within one of the six parts of an ARN; the last part of the pattern
 * goes on over all that follows, and an ARN with fewer parts is completed with wildcards, as AWS does.
 */
export function resourcePatternOf(resolved: string): ResourcePattern {
  const parts = resolved.split(':');
  const six = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  return {
    whole: globOf(resolved),
    everything: resolved === ANY,
    parts: parts.length > 1 ? six.map(globOf) : null,
  };
}

export function resourcePatternMatches(pattern: ResourcePattern, resource: ResourceName): boolean {
  if (pattern.everything) return true;
  const { parts } = resource;
  if (!pattern.parts || !parts) return globMatches(pattern.whole, resource.text);
  for (let index = pattern.parts.length - 1; index >= 0; index -= 1) {
    const glob = pattern.parts[index];
    const part = parts[index];
    if (glob === undefined || part === undefined || !globMatches(glob, part)) return false;
  }
  return true;
}
