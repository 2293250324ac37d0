import {
  type Arn,
  type ArnKind,
  arnKind,
  arnOf,
  consumerName,
  expectArn,
  parseArn,
  streamArnOf,
} from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { isConsumerName } from '@/lib/wiring/consumer-name';
import type { Kind } from '@/lib/wiring/kind/kind';
import type { PlanRequest } from '@/lib/wiring/plan/plan';
import { inEnglish, refusal } from '../http/refuse';

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

/**
 * The stream, and for a kind that has one the registered consumer by name: as it was given, in an ARN or by itself, or
 * called like the function. Throws what `wireEnd` throws and the problems `bad-consumer-name` and
 * `two-consumers`.
 */
export function sourceEnd(
  source: PlanRequest['source'],
  kind: Kind,
  connection: Connection,
  otherwise: string,
): { sourceArn: string; consumerName: string | null } {
  if (!kind.hasConsumer)
    return { sourceArn: wireEnd(source.arn, kind.sourceKind, connection).text, consumerName: null };
  const parsed = parseArn(source.arn);
  const isConsumer = parsed.ok && arnKind(parsed.arn) === kind.mappedKind;
  const { text } = wireEnd(source.arn, isConsumer ? kind.mappedKind : kind.sourceKind, connection);
  const asked = source.consumerName?.trim();
  const name = (isConsumer ? consumerName(text) : asked) || otherwise;
  if (!isConsumerName(name)) throw refusal(400, 'bad-consumer-name', { name: name.slice(0, 140) });
  if (asked && asked !== name) throw refusal(400, 'two-consumers', { name: asked.slice(0, 140), arn: text });
  return { sourceArn: streamArnOf(text), consumerName: name };
}
