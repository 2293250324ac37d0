/**
 * `TRIBUTARY_SLOW=all`: every variant is run in full, stories are served and stored. Without it each case is met once,
 * in the cheapest place where it can be met.
 */
export const slow = process.env.TRIBUTARY_SLOW === 'all';
