import { type Arn, arnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Kind } from '@/lib/wiring/kind/kind';
import { expectResource, resourceIdOf } from '@/lib/wiring/resource/arn-reading';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Chosen } from '@/lib/wiring/view';
import { inEnglish, refusal } from '../http/refuse';

/**
 * An ARN that a person gave for one end of a wire: of the right resource, in the account, partition and Regions of its
 * connection. Throws the problems `wrong-arn`, `wrong-partition`, `wrong-account` and `wrong-region`.
 */
export function wireEnd(resources: ResourceTable, text: string, expected: string, connection: Connection): Arn {
  const result = expectResource(resources, text, [expected]);
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
  // The ARN of a role names no Region: it is of all of them.
  if (arn.region !== '' && !regions.includes(arn.region)) {
    throw refusal(400, 'wrong-region', { region: arn.region, name, regions: regions.join(', ') });
  }
  return arn;
}

/**
 * What was chosen, of the ARN and the answers that were given for the source. Throws what `wireEnd` throws and the problems
 * with which the kind refuses them.
 */
export function chosenFrom(
  resources: ResourceTable,
  kind: Kind,
  given: Chosen,
  connection: Connection,
  readerName: string,
): Chosen {
  const isVia = kind.via !== undefined && resourceIdOf(resources, given.source) === kind.via;
  const is = isVia ? (kind.via ?? kind.source) : kind.source;
  const { text } = wireEnd(resources, given.source, is, connection);
  const answers = Object.entries(given).filter(([name]) => kind.asks.some((asked) => asked === name));
  const chosen: Chosen = { ...Object.fromEntries(answers), source: text, reader: given.reader };
  const choice = kind.choose?.({ chosen, is, readerName }) ?? { chosen };
  if ('problem' in choice) throw refusal(400, choice.problem, choice.values);
  return choice.chosen;
}
