import { partsOf } from './arn-pattern';
import { ANY, type Glob, globMatches, globOf, ONE } from './glob';
import type { Truth } from './truth';

/**
 * A pattern of a `Resource` element, made ready. `exact` is an ARN in full, which matches itself alone. `parts` is `null`
 * for a text without a colon.
 */
export type ResourcePattern =
  | { exact: string }
  | { exact: null; text: string; whole: Glob; parts: readonly Glob[] | null };

/** Where an ARN's resource begins, which may hold colons itself. */
const LAST_PART = 5;

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
 * From a resolved pattern. A wildcard matches within one of the six parts of an ARN; the last part of the pattern goes on
 * over all that follows.
 */
export function resourcePatternOf(resolved: string): ResourcePattern {
  const parts = resolved.split(':');
  if (parts.length >= 6 && !resolved.includes(ANY) && !resolved.includes(ONE)) return { exact: resolved };
  const six = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  const whole = globOf(resolved);
  return { exact: null, text: resolved, whole, parts: parts.length > 1 ? six.map(globOf) : null };
}

/**
 * `completed`: an ARN with fewer parts than six is completed with wildcards, as AWS does in the policies of identities
 * and nowhere else. `null` where it takes a `*` at the end of a part that runs past the colon: it can, says AWS, and does
 * not say when.
 */
export function resourcePatternMatches(pattern: ResourcePattern, resource: ResourceName, completed: boolean): Truth {
  if (pattern.exact !== null) return pattern.exact === resource.text;
  const { parts, whole } = pattern;
  if (!parts || !resource.parts) return globMatches(whole, resource.text);
  const isComplete = completed || parts.length === resource.parts.length;
  if (isComplete && partsMatch(parts, resource.parts)) return true;
  return globMatches(whole, resource.text) && runsPastColons(pattern.text, resource.text) ? null : false;
}

function partsMatch(globs: readonly Glob[], parts: readonly string[]): boolean {
  for (let index = globs.length - 1; index >= 0; index -= 1) {
    const glob = globs[index];
    const part = parts[index];
    if (glob === undefined || part === undefined || !globMatches(glob, part)) return false;
  }
  return true;
}

/** Whether the text matches if a `*` that ends a part goes on over colons; other wildcards stay in theirs. */
function runsPastColons(pattern: string, text: string): boolean {
  const parts = pattern.split(':');
  const source = parts.map((part, index) => {
    const inner = [...part].map((one, at) => {
      if (one === ANY) return at === part.length - 1 || index >= LAST_PART ? '.*' : '[^:]*';
      return one === ONE ? '[^:]' : one.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    });
    return inner.join('');
  });
  return new RegExp(`^${source.join(':')}$`, 's').test(text);
}
