import type { Ask, Call, Limit } from '../service';
import { functionArnOf } from './function-name';

/** The 15 requests a second that almost all of Lambda's control plane shares, by account and Region. */
export function controlPlane(): Limit {
  return { bucket: 'control-plane', perSecond: 15 };
}

/** The permission on the function that a request names. */
export function functionAsk(action: string, functionName: string | undefined, call: Call): Ask {
  const arn = functionArnOf(functionName ?? '', call);
  return { action: `lambda:${action}`, resource: arn, resourceAccount: arn.split(':')[4] };
}

/** The permission to hand a role to Lambda. A role of another account is refused whatever policies say. */
export function passRoleAsks(roleArn: string | undefined, call: Call): Ask[] {
  const resourceAccount = roleArn?.split(':')[4];
  if (!roleArn || (/^\d{12}$/.test(resourceAccount ?? '') && resourceAccount !== call.accountId)) return [];
  const context = { 'iam:PassedToService': 'lambda.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: roleArn, resourceAccount, context }];
}

/** A permission that has no resource. */
export function anyAsk(action: string): Ask {
  return { action: `lambda:${action}`, resource: '*' };
}
