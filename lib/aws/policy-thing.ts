/** What the documents of a role are written with: real values, or references in the language of a template. */
export type RoleNames = {
  partition: string;
  accountId: string;
  roleArn: string;
  /** Roles of functions that Tributary may give rights to: a path and name, `*` for all. */
  functionRoles: string;
};

/** Where something is looked for: an account in a Region, reached through a role. */
export type Place = { partition: string; accountId: string; region: string; roleArn: string };

/** Paths and names of AWS's own policies with which functions read from the sources that are known. */
type Known = { executionPolicies: readonly string[] };

/** A kind of thing in an account, as far as rights on it go. */
export type PolicyThing = {
  /** All of them, as a policy names them. */
  pattern: (names: RoleNames & Known) => string | readonly string[];
  /** One to try a call on where none was found. It need not be there: AWS refuses before it looks. */
  none: (place: Place & Known) => string;
};

/** Things of an account that were found, to try calls on. */
export type Sample = { place: Place & Known; found: ReadonlyMap<PolicyThing, string> };

export function sampleOf({ place, found }: Sample, thing: PolicyThing): string {
  return found.get(thing) ?? thing.none(place);
}
