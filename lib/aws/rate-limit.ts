import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * AWS's default rate of each API, per second (domain: apis §2, §5, §6, §9). A bucket is the account's in one Region, or
 * the account's everywhere. What is not named here is not held back.
 */
const published: Record<string, Record<string, { bucket: string; perSecond: number; everywhere?: true }>> = {
  Kinesis: {
    ListStreams: { bucket: 'kinesis:ListStreams', perSecond: 5 },
    DescribeStreamSummary: { bucket: 'kinesis:DescribeStreamSummary', perSecond: 20 },
    GetResourcePolicy: { bucket: 'kinesis:GetResourcePolicy', perSecond: 5 },
    PutResourcePolicy: { bucket: 'kinesis:PutResourcePolicy', perSecond: 5 },
    DeleteResourcePolicy: { bucket: 'kinesis:DeleteResourcePolicy', perSecond: 5 },
  },
  Lambda: { '*': { bucket: 'lambda:control', perSecond: 15 } },
  // Unpublished; 10 to 20 a second is known to be safe.
  IAM: { '*': { bucket: 'iam', perSecond: 15, everywhere: true } },
  CloudWatchLogs: {
    FilterLogEvents: { bucket: 'logs:FilterLogEvents', perSecond: 10 },
  },
};

const filterLogEventsByRegion: Record<string, number> = { 'us-east-1': 25, 'eu-central-1': 5, 'ap-northeast-3': 5 };

/** The account's quota is not ours alone: its own tools and functions draw on it too. */
const shareOfQuota = { foreground: 0.8, background: 0.5 };

type Waiting = { go(): void; background: boolean };

/** Tokens that come back at a steady rate; whoever a person waits for goes first. */
export class TokenBucket {
  private readonly perSecond: number;
  private readonly backgroundPerSecond: number;
  private readonly now: () => number;
  private tokens: number;
  private backgroundTokens: number;
  private filledAt: number;
  private readonly queue: Waiting[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(quotaPerSecond: number, now: () => number = Date.now) {
    this.perSecond = quotaPerSecond * shareOfQuota.foreground;
    this.backgroundPerSecond = quotaPerSecond * shareOfQuota.background;
    this.now = now;
    this.tokens = Math.max(1, Math.floor(this.perSecond));
    this.backgroundTokens = Math.max(1, Math.floor(this.backgroundPerSecond));
    this.filledAt = now();
  }

  /** Resolves when the caller may make one request. */
  take(background: boolean): Promise<void> {
    return new Promise((resolve) => {
      const at = background ? this.queue.length : this.queue.findIndex((one) => one.background);
      this.queue.splice(at === -1 ? this.queue.length : at, 0, { go: resolve, background });
      this.serve();
    });
  }

  /** AWS said it is too much: start again from nothing. */
  drain(): void {
    this.fill();
    this.tokens = Math.min(this.tokens, 0);
    this.backgroundTokens = Math.min(this.backgroundTokens, 0);
  }

  private fill(): void {
    const seconds = (this.now() - this.filledAt) / 1000;
    this.filledAt = this.now();
    this.tokens = Math.min(Math.max(1, Math.floor(this.perSecond)), this.tokens + seconds * this.perSecond);
    this.backgroundTokens = Math.min(
      Math.max(1, Math.floor(this.backgroundPerSecond)),
      this.backgroundTokens + seconds * this.backgroundPerSecond,
    );
  }

  private serve(): void {
    this.fill();
    for (let next = this.queue[0]; next !== undefined && this.mayGo(next); next = this.queue[0]) {
      this.tokens -= 1;
      if (next.background) this.backgroundTokens -= 1;
      this.queue.shift();
      next.go();
    }
    const next = this.queue[0];
    if (next === undefined || this.timer !== null) return;
    const lacking = Math.max((1 - this.tokens) / this.perSecond, this.lacksBackground(next));
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.serve();
      },
      Math.max(1, Math.ceil(lacking * 1000)),
    );
  }

  private mayGo(next: Waiting): boolean {
    return this.tokens >= 1 && (!next.background || this.backgroundTokens >= 1);
  }

  private lacksBackground(next: Waiting): number {
    return next.background ? (1 - this.backgroundTokens) / this.backgroundPerSecond : 0;
  }
}

const shared = globalThis as typeof globalThis & { tributaryRates?: Map<string, TokenBucket> };

/** The one bucket of an account, Region and API that every caller shares; `null` where no rate is published. */
export function bucketOf(accountId: string, region: string, client: string, command: string): TokenBucket | null {
  const service = published[client];
  const rate = service?.[command] ?? service?.['*'];
  if (rate === undefined) return null;
  shared.tributaryRates ??= new Map();
  const key = `${accountId}/${rate.everywhere ? '-' : region}/${rate.bucket}`;
  let bucket = shared.tributaryRates.get(key);
  if (bucket === undefined) {
    const byRegion = rate.bucket === 'logs:FilterLogEvents' ? filterLogEventsByRegion[region] : undefined;
    bucket = new TokenBucket(byRegion ?? rate.perSecond);
    shared.tributaryRates.set(key, bucket);
  }
  return bucket;
}

const priority = new AsyncLocalStorage<'background'>();

/** Every call of AWS made within `work` lets those that a person waits for go first. */
export function inBackground<T>(work: () => Promise<T>): Promise<T> {
  return priority.run('background', work);
}

export function isInBackground(): boolean {
  return priority.getStore() === 'background';
}
