import { practiceAccounts, practiceConnections } from './accounts';
import { iam } from './iam/iam';
import type { PracticeSetup } from './practice';
import type { Service } from './service';
import * as registered from './services';
import { sts } from './sts/sts';

const others: readonly Service[] = Object.values(registered);

/** The practice accounts of the product. They are made of roles and sessions, so IAM and STS come first. */
export const productSetup: PracticeSetup = {
  services: [sts, iam, ...others.toSorted((one, other) => one.name.localeCompare(other.name))],
  accounts: practiceAccounts,
  connections: practiceConnections,
};
