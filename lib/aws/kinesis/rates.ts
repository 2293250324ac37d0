import type { ApiRates } from '../api-rates';

/** Domain: apis §2. Other APIs have a rate for each stream. */
export const rates: ApiRates = {
  ListStreams: { perSecond: 5 },
  DescribeStreamSummary: { perSecond: 20 },
  GetResourcePolicy: { perSecond: 5 },
  PutResourcePolicy: { perSecond: 5 },
  DeleteResourcePolicy: { perSecond: 5 },
};
