import type { Message } from './message';

export type Arn = {
  text: string;
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

export type ArnResult = { ok: true; arn: Arn } | { ok: false; problem: Message };

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

/** Whether it says in which account, and unless such things are in no Region, in which of them. */
export function isPlaced({ accountId, region }: Arn, everywhere: boolean): boolean {
  return accountId !== '' && (region !== '' || everywhere);
}

/** A message chooses its words by this; its syntax takes no hyphen there. */
export function selector(kind: string): string {
  return kind.replaceAll('-', '_');
}

/** For an ARN that AWS gave us and that therefore parses. */
export function arnOf(text: string): Arn {
  const result = parseArn(text);
  if (!result.ok) throw new Error(`not an ARN: ${text}`);
  return result.arn;
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
