import type { Attempt } from '@/lib/aws/sts/attempt';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Assumed } from '@/lib/aws/sts/try-role';
import type { Connection } from '@/lib/wiring/connection';

/** An AssumeRole that failed, and the same without and with another external ID. */
export type Refused = {
  connection: Connection;
  region: string;
  hub: Hub;
  right: Attempt<Assumed>;
  none: Attempt<Assumed>;
  wrong: Attempt<Assumed>;
};
