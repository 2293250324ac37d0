import { practiceRegion } from '@/lib/sandbox/accounts';
import { dynamoState } from '@/lib/sandbox/dynamodb/dynamodb-state';
import { isOn, streamStatus } from '@/lib/sandbox/dynamodb/stream-life';
import { shownPrincipal, showPrincipals } from '@/lib/sandbox/iam/principals';
import { iamOf } from '@/lib/sandbox/iam/state';
import { consumerStatus, consumersOf } from '@/lib/sandbox/kinesis/consumer';
import { kinesisState } from '@/lib/sandbox/kinesis/kinesis-state';
import { kmsState } from '@/lib/sandbox/kms/key';
import { lambdaState, type MappingRecord } from '@/lib/sandbox/lambda/lambda-state';
import { stateOfMapping } from '@/lib/sandbox/lambda/mapping-settings';
import type { World } from '@/lib/sandbox/world';
import { consumer, producer, reader } from './administrators';

/** What both accounts hold at one moment, taken from their own state and asked of nobody. */
export type Snapshot = {
  /** Texts of resource and key policies as AWS shows them, by the ARN that lasts. */
  policies: Map<string, string>;
  consumers: { name: string; arn: string; status: string }[];
  /** The table's stream that is on, or on its way to that. */
  tableStream: { arn: string; status: string; viewType: string } | null;
  attached: string[];
  inline: Map<string, string>;
  /** `dead`: what it reads is not there any more. */
  mappings: {
    uuid: string;
    sourceArn: string;
    dead: boolean;
    state: string;
    settings: MappingRecord['settings'];
  }[];
  grants: { id: string; key: string; name: string | undefined; grantee: string; operations: string[] }[];
  /** All that no plan speaks of. */
  rest: string;
};

/** An ARN, or a text with ARNs in it, without what is another when something is made again. */
export const stable = (text: string) =>
  text
    .replaceAll(/(\/consumer\/[\w-]+):\d+/g, '$1')
    .replaceAll(/(:table\/[\w.-]+\/stream)\/(?:[\d:.T-]+|\{label\})/g, '$1');

export function snapshot(world: World): Snapshot {
  const now = Date.now();
  const clock = { scale: 0, now: () => now, after: () => now };
  const { streams } = kinesisState(world, producer, practiceRegion);
  const orders = streams.get('orders');
  const consumers = orders ? consumersOf(orders, now) : [];
  const policies = new Map<string, string>();
  const note = (arn: string, text: string | undefined) => {
    if (text !== undefined) policies.set(stable(arn), stable(showPrincipals(world, text)));
  };
  if (orders) note(orders.arn, orders.policy);
  const tableStream = tableStreamOf(world);
  if (tableStream) note(tableStream.arn, tableStream.policy.current?.text);
  for (const one of consumers) note(one.arn, one.policy);
  const keys = [...kmsState(world, producer, practiceRegion).keys.values()];
  for (const key of keys) note(key.arn, key.policy);
  const role = iamOf(world, consumer).roles.get('reader');
  const mappings = [...lambdaState(world, consumer, practiceRegion).mappings.values()]
    .map((one) => ({ one, state: stateOfMapping(one, clock) }))
    .filter(({ one, state }) => one.functionArn === reader && state !== 'Deleted');
  return {
    policies,
    consumers: consumers.map((one) => ({ name: one.name, arn: one.arn, status: consumerStatus(one, now) })),
    tableStream: tableStream && {
      arn: tableStream.arn,
      status: streamStatus(tableStream, now),
      viewType: tableStream.viewType,
    },
    attached: [...(role?.attached ?? [])].sort(),
    inline: new Map(role?.inline),
    mappings: mappings.map(({ one: { uuid, sourceArn, settings }, state }) => ({
      uuid,
      sourceArn: stable(sourceArn),
      dead: ![orders, tableStream, ...consumers].some((one) => one?.arn === sourceArn),
      state,
      settings: { ...settings },
    })),
    grants: keys.flatMap(({ arn, grants }) =>
      [...grants.values()]
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ id, name, grantee, operations }) => ({
          id,
          key: arn,
          name,
          grantee: shownPrincipal(world, grantee),
          operations,
        })),
    ),
    rest: restOf(world),
  };
}

function tableStreamOf(world: World) {
  const { tables, streams } = dynamoState(world, producer, practiceRegion);
  const stream = streams.get(tables.get('orders')?.latestStreamArn ?? '');
  return stream && isOn(stream) ? stream : null;
}

/** What tables have that no plan writes: their own policies, and everything of those that it does not name. */
function tablesOf(world: World): unknown[] {
  const { tables, streams } = dynamoState(world, producer, practiceRegion);
  return [...tables.values()].map(({ name, policy, keyArn, latestStreamArn = '' }) => {
    const stream = name === 'orders' ? undefined : streams.get(latestStreamArn);
    return [name, policy.current, keyArn, stream?.disabledAt, stream?.policy.current];
  });
}

/** Everything else in the two accounts, as one text. */
function restOf(world: World): string {
  const other = kinesisState(world, producer, practiceRegion).streams.get('orders-2');
  const users = [producer, consumer].flatMap((account) => {
    const { roles, users: people, policies } = iamOf(world, account);
    const others = [...roles.values()].filter(({ name }) => name !== 'reader' && name !== 'deleted');
    return [
      others.map(({ name, trust, inline, attached }) => [name, trust, [...inline], [...attached]]),
      [...people.keys()],
      [...policies.keys()],
    ];
  });
  const functions = [...lambdaState(world, consumer, practiceRegion).functions.values()];
  const alien = [...lambdaState(world, consumer, practiceRegion).mappings.values()].filter(
    ({ functionArn }) => functionArn !== reader,
  );
  const streams = [...kinesisState(world, producer, practiceRegion).streams.keys()];
  return JSON.stringify([
    other?.policy,
    tablesOf(world),
    [...(other?.consumers.keys() ?? [])],
    streams,
    users,
    functions.map(({ name, role, revision }) => [name, role, revision]),
    alien.length,
    kmsState(world, producer, practiceRegion).keys.size,
  ]);
}
