import type { Limit } from '../service';

/** So many requests a second in the account and Region. */
export function perAccount(bucket: string, perSecond: number): () => Limit {
  return () => ({ bucket, perSecond });
}
