import type { ApiRates } from '../api-rates';

/** Unpublished; 10 to 20 a second is known to be safe (domain: apis §6). */
export const rates: ApiRates = { '*': { perSecond: 15 } };
