import { cloudwatch } from './cloudwatch/cloudwatch';
import { iam } from './iam/iam';
import { kinesis } from './kinesis/kinesis';
import { lambda } from './lambda/lambda';
import { logs } from './logs/logs';
import type { Service } from './service';
import { sts } from './sts/sts';

/** Every service of the practice accounts. A function, because services and what they call import one another. */
export function services(): readonly Service[] {
  return [sts, iam, kinesis, lambda, logs, cloudwatch];
}

export function serviceNamed(name: string): Service | undefined {
  return services().find((service) => service.name === name);
}
