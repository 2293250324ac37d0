import type { ApiRates } from '../api-rates';

/** All control calls share one rate (domain: apis §5). */
export const rates: ApiRates = { '*': { perSecond: 15 } };
