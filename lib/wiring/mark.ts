import type { Slot } from './thing';

/**
 * What a change of ours left behind: a `Sid`, a grant or a policy's name in a document of a thing, or without a slot the
 * thing itself. `on` is the thing's ARN, or how its service names it.
 */
export type Mark = { on: string; slot?: Slot; name: string };

/** A mark, and whose account it is in: roles of two accounts may have one name. */
export type StandingMark = Mark & { accountId: string };
