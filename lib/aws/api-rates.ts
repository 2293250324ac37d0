/** Calls per second that AWS takes from one account. */
type ApiRate = { perSecond: number; inRegion?: Readonly<Record<string, number>> };

/**
 * AWS's default rate of each API of a service; those that `*` stands for share one. An API without a rate here has one
 * for each resource, or none that is published, and is not held back.
 */
export type ApiRates = Readonly<Record<string, ApiRate>>;
