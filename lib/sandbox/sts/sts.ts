import * as schemas from '@aws-sdk/client-sts';
import type { Operation, Service } from '../service';
import { assumeRole } from './assume-role';
import { forgetOldKeys } from './sessions';

/** Needs no permission: every key that is valid may ask whose it is. */
const getCallerIdentity: Operation<object, schemas.GetCallerIdentityResponse> = {
  effect: 'session',
  asks: () => [],
  limit: () => ({ bucket: 'sts', perSecond: 600 }),
  run: (_, { caller }) => {
    const { principal, accountId, session } = caller;
    const arn = 'arn' in principal ? principal.arn : principal.type;
    const id = 'uniqueId' in principal ? principal.uniqueId : accountId;
    return { Account: accountId, Arn: arn, UserId: session ? `${id}:${session.name}` : id };
  },
};

export const sts: Service = {
  name: 'sts',
  protocol: 'awsQuery',
  schemas,
  throttleFault: 'Throttling',
  operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
  tick: (world, clock) => forgetOldKeys(world, clock.now()),
};
