import { basicPolicy, lambdaTrust } from '@/lib/trial/sandbox/staged-practice';
import type { NamedEnds, WatchedAccounts } from '@/lib/trial/sandbox/watched-accounts';
import { managedPolicy } from '../wire-trial';

/** What becomes of a wire without anybody's asking Tributary. */
export type Decay = {
  what: string;
  /** Whose wires decay like this. */
  way: string;
  /** How many changes mend it. */
  calls: number;
  decay: (accounts: WatchedAccounts, ends: NamedEnds) => Promise<void>;
  /** What is asked for otherwise than when the wire was made. */
  over?: object;
  lossy?: boolean;
};

/** The owner registers the consumer again: a mapping of what is gone cannot be made again. */
export const registeredAgain = (way: string): Decay => ({
  what: 'its consumer registered again',
  way,
  calls: 3,
  decay: registerAgain,
  lossy: true,
});

/** A policy cannot name again a principal that is gone. */
export const roleMadeAnew = (way: string): Decay => ({
  what: 'its role made anew',
  way,
  calls: 4,
  decay: makeRoleAnew,
  lossy: true,
});

export const keyChanged = (way: string): Decay => ({
  what: 'its key changed',
  way,
  calls: 2,
  decay: (accounts, ends) => accounts.encryptAnew(ends),
});

/** No decay, but a plan as well. */
export const otherSettings = (way: string): Decay => ({
  what: 'other settings',
  way,
  calls: 1,
  decay: async () => {},
  over: { settings: { batchSize: 7, parallelizationFactor: 3 } },
});

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
  for (const PolicyArn of [basicPolicy, managedPolicy]) await iam('DetachRolePolicy', { PolicyArn });
  await iam('DeleteRole');
  await iam('CreateRole', { AssumeRolePolicyDocument: lambdaTrust });
  for (const PolicyArn of [basicPolicy, managedPolicy]) await iam('AttachRolePolicy', { PolicyArn });
}
