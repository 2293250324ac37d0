import type { Part } from '../part';

/** The connection through which a plan would change a thing, and whether it may. */
export type Account = { connectionId: string; accountId: string; name: string; mayChange: boolean };

/** Who acts for a part; `null` where its account is not connected. */
export type AccountOf = (part: Pick<Part, 'place' | 'half'>) => Account | null;
