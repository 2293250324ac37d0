import { awsServices } from '../aws-services';
import { publishedRate } from './published-rates';
import type { Urgency } from './urgency';

/**
 * How much of a quota is used. While somebody waits, nearly all of it: whoever else needs it shows in AWS's throttling,
 * and then we give way. What nobody waits for never takes more than half.
 */
const shareOfQuota = { waitedFor: 0.95, background: 0.5, atOnce: 0.75 };

/** Throttling cuts our share at once, down to `least`; every call that AWS takes after that gives `regained` back. */
const afterThrottling = { least: 0.05, kept: 0.6, regained: 0.01 };

const inOrder: readonly Urgency[] = ['person', 'screen', 'background'];

/** Tokens that come back at a steady rate; whoever a person waits for goes first. */
export class TokenBucket {
  private readonly quota: number;
  private readonly largest: number;
  private readonly now: () => number;
  private readonly waiting: Record<Urgency, (() => void)[]> = { person: [], screen: [], background: [] };
  private share = shareOfQuota.waitedFor;
  private tokens: number;
  private backgroundTokens: number;
  private filledAt: number;
  private gaveWayAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * After a rest, three quarters of a second's worth may go at once. AWS's own bucket holds all of it: the rest is for
   * requests that were on their way for longer than others and arrive together.
   */
  constructor(quotaPerSecond: number, now: () => number = Date.now) {
    this.quota = quotaPerSecond;
    this.largest = Math.max(1, Math.floor(quotaPerSecond * shareOfQuota.atOnce));
    this.now = now;
    this.tokens = this.largest;
    this.backgroundTokens = this.largest;
    this.filledAt = now();
  }

  /** Resolves when the caller may make one request. One that makes its request `again` has stood in line before. */
  take(urgency: Urgency, again = false): Promise<void> {
    return new Promise((resolve) => {
      if (again) this.waiting[urgency].unshift(resolve);
      else this.waiting[urgency].push(resolve);
      this.serve();
    });
  }

  /**
   * AWS said that a request made at `askedAt` was too much: others use the quota, too. Requests that were already on
   * their way when we gave way say nothing new.
   */
  giveWay(askedAt: number): void {
    if (askedAt <= this.gaveWayAt) return;
    this.fill();
    this.gaveWayAt = this.now();
    this.share = Math.max(afterThrottling.least, this.share * afterThrottling.kept);
    this.tokens = Math.min(this.tokens, 0);
    this.backgroundTokens = Math.min(this.backgroundTokens, 0);
  }

  /** AWS took a request. */
  taken(): void {
    this.fill();
    this.share = Math.min(shareOfQuota.waitedFor, this.share + afterThrottling.regained);
  }

  private get perSecond(): number {
    return this.quota * this.share;
  }

  private get backgroundPerSecond(): number {
    return this.perSecond * (shareOfQuota.background / shareOfQuota.waitedFor);
  }

  private fill(): void {
    const seconds = Math.max(0, this.now() - this.filledAt) / 1000;
    this.filledAt = this.now();
    this.tokens = Math.min(this.largest, this.tokens + seconds * this.perSecond);
    this.backgroundTokens = Math.min(this.largest, this.backgroundTokens + seconds * this.backgroundPerSecond);
  }

  private serve(): void {
    this.fill();
    for (let next = this.next(); next !== undefined && this.lacking(next) <= 0; next = this.next()) {
      this.tokens -= 1;
      if (next === 'background') this.backgroundTokens -= 1;
      this.waiting[next].shift()?.();
    }
    if (this.timer !== null) clearTimeout(this.timer);
    const next = this.next();
    const serve = () => this.serve();
    this.timer = next === undefined ? null : setTimeout(serve, Math.max(1, Math.ceil(this.lacking(next) * 1000)));
  }

  private next(): Urgency | undefined {
    return inOrder.find((urgency) => this.waiting[urgency].length > 0);
  }

  /** Seconds until there is a token for one of this urgency. */
  private lacking(urgency: Urgency): number {
    const any = (1 - this.tokens) / this.perSecond;
    return urgency === 'background' ? Math.max(any, (1 - this.backgroundTokens) / this.backgroundPerSecond) : any;
  }
}

const shared = globalThis as typeof globalThis & {
  tributaryRates?: { times: number; buckets: Map<string, TokenBucket> };
};

/** The one bucket of an account, Region and API that every caller shares; `null` where no rate is published. */
export function bucketOf(
  accountId: string,
  region: string,
  serviceId: string,
  command: string,
  services = awsServices,
): TokenBucket | null {
  const rate = publishedRate(serviceId, command, region, services);
  if (rate === null) return null;
  const { times, buckets } = rates();
  const key = `${accountId}/${rate.everywhere ? '-' : region}/${rate.bucket}`;
  const bucket = buckets.get(key) ?? new TokenBucket(rate.perSecond * times);
  buckets.set(key, bucket);
  return bucket;
}

/** Takes every quota for so many times as large, for measuring against accounts whose limits are. */
export function multiplyRates(times: number): void {
  shared.tributaryRates = { times, buckets: new Map() };
}

function rates() {
  shared.tributaryRates ??= { times: 1, buckets: new Map() };
  return shared.tributaryRates;
}
