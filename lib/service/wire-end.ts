import { type Arn, type ArnKind, arnOf, expectArn } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { inEnglish, refusal } from './refuse';

/**
 * An ARN that a person gave for one end of a wire: of the right kind, in the account, partition and Regions of its
 * connection. Throws the problems `wrong-arn`, `wrong-partition`, `wrong-account` and `wrong-region`.
 */
export function wireEnd(text: string, expected: ArnKind, connection: Connection): Arn {
  const result = expectArn(text, expected);
  if (!result.ok) throw refusal(400, 'wrong-arn', { text: text.trim().slice(0, 200), why: inEnglish(result.problem) });
  const { arn } = result;
  const { name, accountId, regions } = connection;
  const { partition } = arnOf(connection.roleArn);
  if (arn.partition !== partition) {
    throw refusal(400, 'wrong-partition', { partition: arn.partition, name, connected: partition, arn: arn.text });
  }
  if (arn.accountId !== accountId) {
    throw refusal(400, 'wrong-account', { account: arn.accountId, name, connected: accountId, arn: arn.text });
  }
  if (!regions.includes(arn.region)) {
    throw refusal(400, 'wrong-region', { region: arn.region, name, regions: regions.join(', ') });
  }
  return arn;
}
