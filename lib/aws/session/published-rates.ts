/** A quota that the account has in one Region, or everywhere, per second. */
export type Rate = { bucket: string; perSecond: number; everywhere?: true };

/**
 * AWS's default rate of each API (domain: apis §2, §5, §6, §7, §9). What is not named here has a rate for each stream
 * or none that is published, and is not held back.
 */
const published: Record<string, Record<string, Omit<Rate, 'bucket'> & { bucket?: string }>> = {
  Kinesis: {
    ListStreams: { perSecond: 5 },
    DescribeStreamSummary: { perSecond: 20 },
    GetResourcePolicy: { perSecond: 5 },
    PutResourcePolicy: { perSecond: 5 },
    DeleteResourcePolicy: { perSecond: 5 },
  },
  Lambda: { '*': { bucket: 'control', perSecond: 15 } },
  // Unpublished; 10 to 20 a second is known to be safe.
  IAM: { '*': { bucket: 'all', perSecond: 15, everywhere: true } },
  KMS: {
    ListGrants: { perSecond: 100 },
    PutKeyPolicy: { perSecond: 15 },
    CreateGrant: { perSecond: 50 },
    RevokeGrant: { perSecond: 50 },
  },
  'CloudWatch Logs': {
    FilterLogEvents: { perSecond: 10 },
    StartLiveTail: { perSecond: 5 },
  },
};

const filterLogEventsByRegion: Record<string, number> = { 'us-east-1': 25, 'eu-central-1': 5, 'ap-northeast-3': 5 };

/** The rate of one API in a Region; `null` where none is published. */
export function publishedRate(client: string, command: string, region: string): Rate | null {
  const rate = published[client]?.[command] ?? published[client]?.['*'];
  if (rate === undefined) return null;
  const own = command === 'FilterLogEvents' ? filterLogEventsByRegion[region] : undefined;
  return { ...rate, bucket: `${client}:${rate.bucket ?? command}`, perSecond: own ?? rate.perSecond };
}
