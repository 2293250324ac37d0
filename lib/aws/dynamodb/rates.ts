import type { ApiRates } from '../api-rates';

/** Domain: apis §3. The APIs of tables have no published rate. */
export const streamRates: ApiRates = { ListStreams: { perSecond: 5 }, DescribeStream: { perSecond: 10 } };
