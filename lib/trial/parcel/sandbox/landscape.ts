import { CONSUMER, PRODUCER, VIRGINIA } from '@/lib/sandbox/landscape/builder';
import type { Build, Landscape } from '@/lib/sandbox/landscape/landscape';

/** The account of the role that reads what was forwarded. */
export const AUDITOR = '666600006666';

export const landscape: Landscape = {
  async make(build) {
    for (const name of ['returns', 'lost-and-found']) await makeQueue(build, PRODUCER, name);
    for (const name of ['returns-archive', 'claims']) await makeQueue(build, CONSUMER, name);
    await makeRole(build, PRODUCER, 'returns-forwarder', { Service: 'parcel.amazonaws.com' });
    await makeRole(build, AUDITOR, 'returns-auditor', { AWS: `arn:aws:iam::${AUDITOR}:root` });
  },
  traffic: [
    {
      to: queueArn(PRODUCER, 'returns'),
      place: { account: PRODUCER, region: VIRGINIA },
      request: (at) => ({
        operation: 'SendParcel',
        input: { QueueArn: queueArn(PRODUCER, 'returns'), Body: JSON.stringify({ returned: at }) },
      }),
    },
  ],
};

function queueArn(account: string, name: string): string {
  return `arn:aws:parcel:${VIRGINIA}:${account}:queue/${name}`;
}

async function makeQueue(build: Build, account: string, Name: string): Promise<void> {
  await build(90, { account, region: VIRGINIA }, 'parcel', 'CreateQueue', { Name });
}

/** A role that may nothing yet. */
async function makeRole(build: Build, account: string, RoleName: string, Principal: object): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
  await build(80, { account, region: VIRGINIA }, 'iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
}
