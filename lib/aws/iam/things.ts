import type { PolicyThing } from '../policy-thing';

/** A role whose policies are read, and those policies. */
export const role: PolicyThing = {
  pattern: ({ partition, accountId }) => [
    `arn:${partition}:iam::${accountId}:role/*`,
    `arn:${partition}:iam::${accountId}:policy/*`,
    `arn:${partition}:iam::aws:policy/*`,
  ],
  none: ({ roleArn }) => roleArn,
};

/** The role of a function, which is given rights. */
export const functionRole: PolicyThing = {
  pattern: ({ partition, accountId, functionRoles }) => `arn:${partition}:iam::${accountId}:role/${functionRoles}`,
  none: ({ partition, accountId }) => `arn:${partition}:iam::${accountId}:role/tributary-check`,
};

/** The role that Tributary itself acts with. */
export const ownRole: Pick<PolicyThing, 'pattern'> = { pattern: ({ roleArn }) => roleArn };

/** AWS's own policies that let a function read from a source. */
export const executionPolicy: PolicyThing = {
  pattern: ({ partition, executionPolicies }) => executionPolicies.map((path) => policyOfAws(partition, path)),
  none: ({ partition, executionPolicies }) => policyOfAws(partition, executionPolicies[0] ?? ''),
};

function policyOfAws(partition: string, path: string): string {
  return `arn:${partition}:iam::aws:policy/${path}`;
}
