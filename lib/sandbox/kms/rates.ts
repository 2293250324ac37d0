import type { Call, Limit } from '../service';

const message = 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

/** So many requests a second of one operation, counted in the caller's account and Region. */
export function perAccount(bucket: string, perSecond: number): Limit {
  return { bucket, perSecond, message };
}

/** Cryptographic operations share one quota, which is larger in the large Regions. */
export function cryptographic({ region }: Pick<Call, 'region'>): Limit {
  return perAccount('cryptographic operations (symmetric)', shared.get(region) ?? 10_000);
}

const shared: ReadonlyMap<string, number> = new Map([
  ...['us-east-1', 'us-west-2', 'eu-west-1'].map((region) => [region, 100_000] as const),
  ...['us-east-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'eu-central-1', 'eu-west-2'].map(
    (region) => [region, 20_000] as const,
  ),
]);
