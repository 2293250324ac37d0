import { z } from 'zod';

/** A person may give a record's key; some sources have keys of their own. Kinesis takes partition keys of 1 to 256 characters and records of at most 1 MiB, key included (domain: apis). */
export const testRecordInput = z.object({
  partitionKey: z.string().min(1).max(256).default('tributary-test'),
  data: z
    .string()
    .min(1)
    .max(900_000)
    .default(() => JSON.stringify({ 'wiring-test': crypto.randomUUID() })),
});

export type TestRecord = z.output<typeof testRecordInput>;
