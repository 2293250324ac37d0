import type { ApiRates } from '../api-rates';

/** Domain: apis §9. */
export const rates: ApiRates = {
  FilterLogEvents: { perSecond: 10, inRegion: { 'us-east-1': 25, 'eu-central-1': 5, 'ap-northeast-3': 5 } },
  StartLiveTail: { perSecond: 5 },
};
