import { practiceRegion } from '@/lib/sandbox/accounts';
import { shownPrincipal, showPrincipals } from '@/lib/sandbox/iam/principals';
import { iamOf } from '@/lib/sandbox/iam/state';
import { consumerStatus, consumersOf } from '@/lib/sandbox/kinesis/consumer';
import { kinesisState } from '@/lib/sandbox/kinesis/kinesis-state';
import { kmsState } from '@/lib/sandbox/kms/key';
import { lambdaState, type MappingRecord } from '@/lib/sandbox/lambda/lambda-state';
import { stateOfMapping } from '@/lib/sandbox/lambda/mapping-settings';
import type { World } from '@/lib/sandbox/world';
import { consumer, producer, reader, stream } from './accounts';

/** What both accounts hold at one moment, taken from their own state and asked of nobody. */
export type Snapshot = {
  /** Texts of resource and key policies as AWS shows them, by ARN; a consumer's without its epoch. */
  policies: Map<string, string>;
  consumers: { name: string; arn: string; status: string }[];
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

export const withoutEpoch = (text: string) => text.replaceAll(/(\/consumer\/[\w-]+):\d+/g, '$1');

export function snapshot(world: World): Snapshot {
  const now = Date.now();
  const clock = { scale: 0, now: () => now, after: () => now };
  const { streams } = kinesisState(world, producer, practiceRegion);
  const orders = streams.get('orders');
  const consumers = orders ? consumersOf(orders, now) : [];
  const policies = new Map<string, string>();
  const note = (arn: string, text: string | undefined) => {
    if (text !== undefined) policies.set(withoutEpoch(arn), withoutEpoch(showPrincipals(world, text)));
  };
  note(stream, orders?.policy);
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
    attached: [...(role?.attached ?? [])].sort(),
    inline: new Map(role?.inline),
    mappings: mappings.map(({ one: { uuid, sourceArn, settings }, state }) => ({
      uuid,
      sourceArn: withoutEpoch(sourceArn),
      dead: sourceArn !== stream && !consumers.some(({ arn }) => arn === sourceArn),
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
    [...(other?.consumers.keys() ?? [])],
    streams,
    users,
    functions.map(({ name, role, revision }) => [name, role, revision]),
    alien.length,
    kmsState(world, producer, practiceRegion).keys.size,
  ]);
}
