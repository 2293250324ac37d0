import { z } from 'zod';
import { faultKinds } from '@/lib/sandbox/practice-fault';
import { faultInput } from '../../practice/faults-input';
import type { PracticeFaults } from '../../practice/practice-faults';

const time = z.iso.datetime();
const account = z.object({ id: z.string(), name: z.string(), accessKeyId: z.string(), secretAccessKey: z.string() });
const service = z.object({ name: z.string(), operations: z.array(z.string()) });

export const practiceAccounts = z.object({
  endpoint: z.string(),
  region: z.string(),
  accounts: z.array(account),
  services: z.array(service).describe('What is served: the names that faults are switched on by.'),
});

const faultState = faultInput.omit({ seconds: true }).extend({
  state: z.enum(['on', 'over']),
  seen: z.int().describe('How many requests it matched.'),
  struck: z.int().describe('How many of them it struck.'),
  lastStruckAt: time.nullable(),
});

const strike = z.object({
  number: z.int().describe('Counts every strike since the accounts were opened.'),
  at: time,
  fault: z.string().describe('The id of the fault.'),
  kind: z.enum(faultKinds),
  accountId: z.string(),
  service: z.string(),
  operation: z.string(),
  who: z.string().describe('The ARN of who asked.'),
});

export const practiceFaults: z.ZodType<PracticeFaults> = z.object({
  seed: z.int().describe('Sent again with the same requests, it gives the same strikes.'),
  faults: z.array(faultState),
  strikes: z.array(strike).describe('The last requests that were struck, newest first.'),
});
