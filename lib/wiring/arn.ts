import type { Said } from './said';

export type Arn = {
  text: string;
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

/** What an ARN names, as far as wiring is concerned (domain: wirings §0.2). */
export type ArnKind =
  | 'kinesis-stream'
  | 'kinesis-consumer'
  | 'dynamodb-stream'
  | 'dynamodb-table'
  | 'msk-cluster'
  | 'msk-vpc-connection'
  | 'lambda-function'
  | 'iam-role'
  | 'iam-user'
  | 'role-session'
  | 'sqs-queue'
  | 'sns-topic'
  | 's3-bucket'
  | 'other';

export type ArnResult = { ok: true; arn: Arn } | { ok: false; problem: Said };

const kinds: readonly [kind: ArnKind, service: string, resource: RegExp][] = [
  ['kinesis-consumer', 'kinesis', /^stream\/[\w.-]+\/consumer\/[\w.-]+:\d+$/],
  ['kinesis-stream', 'kinesis', /^stream\/[\w.-]+$/],
  ['dynamodb-stream', 'dynamodb', /^table\/[\w.-]+\/stream\/[^/]+$/],
  ['dynamodb-table', 'dynamodb', /^table\/[\w.-]+$/],
  ['msk-cluster', 'kafka', /^cluster\/[^/]+\/[^/]+$/],
  ['msk-vpc-connection', 'kafka', /^vpc-connection\/\d{12}\/[^/]+\/[^/]+$/],
  ['lambda-function', 'lambda', /^function:[\w-]+(:[\w$-]+)?$/],
  ['iam-role', 'iam', /^role\/([\x21-\x7e]+\/)?[\w+=,.@-]+$/],
  ['iam-user', 'iam', /^user\/([\x21-\x7e]+\/)?[\w+=,.@-]+$/],
  ['role-session', 'sts', /^assumed-role\/[^/]+\/[^/]+$/],
  ['sqs-queue', 'sqs', /^[\w-]+(\.fifo)?$/],
  ['sns-topic', 'sns', /^[\w-]+(\.fifo)?$/],
  ['s3-bucket', 's3', /^[a-z0-9.-]+$/],
];

/** Reads an ARN of any partition. Blanks around it, as copied from a console or a printed page, are dropped. */
export function parseArn(text: string): ArnResult {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, problem: { key: 'arn.empty' } };
  const [prefix, partition, service, region, accountId, ...rest] = trimmed.split(':');
  const resource = rest.join(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || accountId === undefined || !resource) {
    return { ok: false, problem: { key: 'arn.not-an-arn', values: { text: trimmed.slice(0, 120) } } };
  }
  if (!/^aws(-[a-z]+)*$/.test(partition)) {
    return { ok: false, problem: { key: 'arn.unknown-partition', values: { partition: partition.slice(0, 40) } } };
  }
  if (accountId !== '' && accountId !== 'aws' && !/^\d{12}$/.test(accountId)) {
    return { ok: false, problem: { key: 'arn.bad-account', values: { account: accountId.slice(0, 40) } } };
  }
  if (/\s/.test(trimmed)) return { ok: false, problem: { key: 'arn.has-blank' } };
  return { ok: true, arn: { text: trimmed, partition, service, region, accountId, resource } };
}

export function arnKind(arn: Arn): ArnKind {
  return kinds.find(([, service, resource]) => arn.service === service && resource.test(arn.resource))?.[0] ?? 'other';
}

/** Reads an ARN that must name one kind of thing; otherwise says in words what it names instead. */
export function expectArn(text: string, expected: ArnKind): ArnResult {
  const result = parseArn(text);
  if (!result.ok) return result;
  const kind = arnKind(result.arn);
  if (kind === expected) return isPlaced(result.arn) ? result : { ok: false, problem: { key: 'arn.no-place' } };
  return {
    ok: false,
    problem: { key: 'arn.wrong-kind', values: { found: selector(kind), expected: selector(expected) } },
  };
}

/** Services whose ARNs name no Region. */
const everywhere = new Set(['iam', 'sts', 's3']);

function isPlaced({ accountId, region, service }: Arn): boolean {
  return accountId !== '' && (region !== '' || everywhere.has(service));
}

/** A message chooses its words by this; its syntax takes no hyphen there. */
function selector(kind: ArnKind): string {
  return kind.replaceAll('-', '_');
}

/** For an ARN that AWS gave us and that therefore parses. */
export function arnOf(text: string): Arn {
  const result = parseArn(text);
  if (!result.ok) throw new Error(`not an ARN: ${text}`);
  return result.arn;
}

/** `orders` of `…:stream/orders` and of `…:stream/orders/consumer/…`; the text itself when it names no stream. */
export function streamName(arn: string): string {
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? arn;
}

/** The stream of a registered consumer's ARN; a stream's own ARN as it is. */
export function streamArnOf(arn: string): string {
  return arn.replace(/\/consumer\/[^/]*$/, '');
}

/** `efo` of `…:stream/orders/consumer/efo:1706616477`, with or without the epoch; `null` when it names none. */
export function consumerName(arn: string): string | null {
  return /:stream\/[^/]+\/consumer\/([^/:]+)/.exec(arn)?.[1] ?? null;
}

/** The function's name without version or alias; the text itself when it names no function. */
export function functionName(arn: string): string {
  return /:function:([^:]+)/.exec(arn)?.[1] ?? arn;
}

/** The role's name without its path. */
export function roleName(arn: string): string {
  return /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn;
}

/** The account in an ARN, or null. */
export function accountOf(arn: string): string | null {
  const result = parseArn(arn);
  return result.ok && result.arn.accountId !== '' ? result.arn.accountId : null;
}

export function regionOf(arn: string): string | null {
  const result = parseArn(arn);
  return result.ok && result.arn.region !== '' ? result.arn.region : null;
}

/** `$LATEST` is no version of its own: AWS answers mappings to it under the plain ARN. */
export function withoutLatest(functionArn: string): string {
  return functionArn.replace(/:\$LATEST$/, '');
}

/** A function's ARN without version or alias: what a person means by "the function". */
export function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

/** A consumer that is registered again has another epoch, and one that is yet to be registered has none. */
function withoutEpoch(arn: string): string {
  return arn.replace(/(\/consumer\/[^/:]+):.*$/, '$1');
}

/** How sources are called, and what of their ARNs stays when they are made again. */
export const arns = { name: streamName, stable: withoutEpoch };
