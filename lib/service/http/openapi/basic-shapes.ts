import { z } from 'zod';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Message } from '@/lib/wiring/message';
import type { Read } from '@/lib/wiring/read';

export const time = z.iso.datetime({ offset: true });
export const half = z.enum(['producer', 'consumer']);

/** A code of ours, as text: there are more with every kind and service. */
export const code = <Code extends string>() => z.string() as z.ZodType<string> as z.ZodType<Code>;

export const said = z
  .object({ key: code<MessageKey>(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
  .describe('A sentence: a key of lib/messages with its values.') satisfies z.ZodType<Message>;

export const refusal = z.object({
  principal: z.string(),
  action: z.string(),
  resource: z.string().optional(),
  policyType: z.string().optional(),
  message: z.string().describe('AWS’s own words.'),
});

/** What came of reading one thing: never empty where it failed. */
export const read = <T>(value: z.ZodType<T>): z.ZodType<Read<T>> =>
  z.union([
    z.object({ state: z.literal('known'), value, at: time }),
    z.object({ state: z.literal('absent'), at: time }),
    z.object({ state: z.literal('refused'), refusal, at: time }),
    z.object({ state: z.literal('failed'), message: z.string(), at: time }),
    z.object({ state: z.literal('pending') }),
  ]) as z.ZodType<Read<T>>;
