import type { ApiRates } from '../api-rates';

/** Domain: apis §7. */
export const rates: ApiRates = {
  ListGrants: { perSecond: 100 },
  PutKeyPolicy: { perSecond: 15 },
  CreateGrant: { perSecond: 50 },
  RevokeGrant: { perSecond: 50 },
};
