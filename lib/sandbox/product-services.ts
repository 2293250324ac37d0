import { iam } from './iam/iam';
import type { Service } from './service';
import * as registered from './services';
import { sts } from './sts/sts';

const others: readonly Service[] = Object.values(registered);

/** What the product serves. Accounts are made of roles and sessions, so IAM and STS come first. */
export const productServices: readonly Service[] = [
  sts,
  iam,
  ...others.toSorted((one, other) => one.name.localeCompare(other.name)),
];
