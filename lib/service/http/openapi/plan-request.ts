import { z } from 'zod';
import { partial, strictObject } from 'zod/mini';
import { settings, settingsSchema } from '@/lib/wiring/setting/settings';

const arn = z.string().max(2048);
const connection = z.string().max(80);

/** What `POST /api/plans` takes. What the ARNs name is checked where the connections are known. */
export const planRequest = z.object({
  kind: z.string().max(40),
  source: z.object({ connection, arn, consumerName: z.optional(z.string().max(128)) }),
  reader: z.object({ connection, functionArn: arn }),
  /** Answers to what else the kind asks. */
  answers: z.optional(z.record(z.string(), z.unknown())),
  settings: z.optional(partial(strictObject(settingsSchema.shape))),
  roleGrant: z.optional(settings.roleGrant.schema),
  keyGrant: z.optional(settings.keyGrant.schema),
});

export type CheckedPlanRequest = z.output<typeof planRequest>;
