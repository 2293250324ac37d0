import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import type { ProbesOf } from '../probe';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { key } from './things';

const kms = (session: Session) => session.client(KMSClient);

export const probes: ProbesOf<typeof permissions> = {
  'kms:DescribeKey': {
    on: key,
    call: (session, KeyId) => kms(session).send(new DescribeKeyCommand({ KeyId })),
  },
  'kms:GetKeyPolicy': {
    on: key,
    call: (session, KeyId) => kms(session).send(new GetKeyPolicyCommand({ KeyId })),
  },
  'kms:ListGrants': {
    on: key,
    call: (session, KeyId) => kms(session).send(new ListGrantsCommand({ KeyId, Limit: 1 })),
  },
};
