import { cloudwatch } from './cloudwatch/cloudwatch';
import { iam } from './iam/iam';
import { kinesis } from './kinesis/kinesis';
import { kms } from './kms/kms';
import { lambda } from './lambda/lambda';
import { logs } from './logs/logs';
import { serve } from './served';
import type { Service } from './service';
import { sts } from './sts/sts';

const all: readonly Service[] = [sts, iam, kinesis, kms, lambda, logs, cloudwatch];
for (const service of all) serve(service);

/** Every service of the practice accounts. */
export function services(): readonly Service[] {
  return all;
}
