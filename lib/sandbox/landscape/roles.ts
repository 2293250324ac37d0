import { VIRGINIA } from './builder';
import type { Build } from './landscape';

export const BASIC = 'AWSLambdaBasicExecutionRole';

/** An execution role, with a managed policy of AWS's and with statements of its own by the name of their policy. */
export type Role = {
  name: string;
  path?: string;
  managed?: string;
  inline?: Readonly<Record<string, readonly object[]>>;
};

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** As the Lambda console names roles and attaches policies. */
export function consoleRole(name: string, managed: string) {
  return { name, path: '/service-role/', managed };
}

export async function makeRole(build: Build, daysAgo: number, account: string, role: Role): Promise<void> {
  const { name, path = '/', managed, inline = {} } = role;
  const iam = (operation: string, input: object) =>
    build(daysAgo, { account, region: VIRGINIA }, 'iam', operation, { RoleName: name, ...input });
  await iam('CreateRole', { Path: path, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  if (managed) await iam('AttachRolePolicy', { PolicyArn: `arn:aws:iam::aws:policy/service-role/${managed}` });
  for (const [PolicyName, Statement] of Object.entries(inline)) {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
    await iam('PutRolePolicy', { PolicyName, PolicyDocument });
  }
}
