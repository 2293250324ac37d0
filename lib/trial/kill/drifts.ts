import { basicPolicy, kinesisPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import type { NamedEnds, WatchedAccounts } from '@/lib/trial/sandbox/watched-accounts';

/** What becomes of a wire without anybody's asking Tributary. */
export type Drift = {
  what: string;
  /** Whose wires drift like this. */
  variant: string;
  /** How many changes mend it. */
  calls: number;
  drift: (accounts: WatchedAccounts, ends: NamedEnds) => Promise<void>;
  /** What is asked for otherwise than when the wire was made. */
  over?: object;
  lossy?: boolean;
};

/** The owner registers the consumer again: a mapping of what is gone cannot be made again. */
export const registeredAgain = (variant: string): Drift => ({
  what: 'its consumer registered again',
  variant,
  calls: 3,
  drift: registerAgain,
  lossy: true,
});

/** A policy cannot name again a principal that is gone. */
export const roleMadeAnew = (variant: string): Drift => ({
  what: 'its role made anew',
  variant,
  calls: 4,
  drift: makeRoleAnew,
  lossy: true,
});

export const keyChanged = (variant: string): Drift => ({
  what: 'its key changed',
  variant,
  calls: 2,
  drift: (accounts, ends) => accounts.encryptAnew(ends),
});

/** No drift, but a plan as well. */
export const otherSettings = (variant: string): Drift => ({
  what: 'other settings',
  variant,
  calls: 1,
  drift: async () => {},
  over: { settings: { batchSize: 7, parallelizationFactor: 3 } },
});

/** The owner switches the table's stream off and on: a mapping of what is gone cannot be made again. */
export const streamSwitched = (variant: string): Drift => ({
  what: 'its stream switched off and on',
  variant,
  calls: 3,
  drift: switchStream,
  lossy: true,
});

async function switchStream(accounts: WatchedAccounts, { name: TableName }: NamedEnds): Promise<void> {
  const update = (StreamSpecification: object) =>
    accounts.ask('producer', 'dynamodb:UpdateTable', { TableName, StreamSpecification });
  await update({ StreamEnabled: false });
  await update({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
}

async function registerAgain(accounts: WatchedAccounts, { stream }: NamedEnds): Promise<void> {
  const { Consumers } = await accounts.ask<{ Consumers: { ConsumerARN: string; ConsumerName: string }[] }>(
    'producer',
    'kinesis:ListStreamConsumers',
    { StreamARN: stream },
  );
  for (const { ConsumerARN, ConsumerName } of Consumers) {
    await accounts.ask('producer', 'kinesis:DeregisterStreamConsumer', { ConsumerARN });
    await accounts.ask('producer', 'kinesis:RegisterStreamConsumer', { StreamARN: stream, ConsumerName });
  }
}

async function makeRoleAnew(accounts: WatchedAccounts, { name: RoleName }: NamedEnds): Promise<void> {
  const iam = <Answer>(operation: string, more: object = {}) =>
    accounts.ask<Answer>('consumer', `iam:${operation}`, { RoleName, ...more });
  const { PolicyNames } = await iam<{ PolicyNames: string[] }>('ListRolePolicies');
  for (const PolicyName of PolicyNames) await iam('DeleteRolePolicy', { PolicyName });
  for (const PolicyArn of [basicPolicy, kinesisPolicy]) await iam('DetachRolePolicy', { PolicyArn });
  await iam('DeleteRole');
  await iam('CreateRole', { AssumeRolePolicyDocument: lambdaTrust });
  for (const PolicyArn of [basicPolicy, kinesisPolicy]) await iam('AttachRolePolicy', { PolicyArn });
}
