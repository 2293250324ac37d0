import { type Glob, globMatches, globOf } from './glob';

/** An ARN pattern of a condition, one glob for each of the six parts: a wildcard there never spans a colon. */
export type ArnPattern = readonly Glob[];

const PARTS = 6;

/** From a resolved pattern; `null` when it is no ARN. */
export function arnPatternOf(resolved: string): ArnPattern | null {
  const parts = partsOf(resolved);
  return parts?.map(globOf) ?? null;
}

/** `undefined` when the text is no ARN. */
export function arnMatches(pattern: ArnPattern, arn: string): boolean | undefined {
  return partsOf(arn)?.every((part, index) => {
    const glob = pattern[index];
    return glob !== undefined && globMatches(glob, part);
  });
}

/** Splits at the first five colons: the resource part keeps its own. `null` when there are fewer. */
export function partsOf(text: string): string[] | null {
  const parts = text.split(':');
  if (parts.length < PARTS) return null;
  return [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}
