import * as schemas from '@aws-sdk/client-sts';
import type { Operation, Service } from '../service';

const getCallerIdentity: Operation<object, schemas.GetCallerIdentityResponse> = {
  asks: () => [],
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
  operations: { GetCallerIdentity: getCallerIdentity },
};
