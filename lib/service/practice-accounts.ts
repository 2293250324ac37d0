import { z } from 'zod';
import { forgetSessions } from '@/lib/aws/session';
import type { Practice, SwitchedFault } from '@/lib/sandbox/practice';
import { forgetWires } from '@/lib/store/wires';
import { forgetInventory } from './inventory-cache';
import { listConnections } from './list-connections';
import { currentPractice } from './practice-state';
import { refusal } from './refuse';

/** What a person needs to point the `aws` CLI at the practice accounts. Throws the problem `no-practice`. */
export async function practiceAccounts(): Promise<Pick<Practice, 'endpoint' | 'region' | 'accounts'>> {
  const { endpoint, region, accounts } = await practiceInUse();
  return { endpoint, region, accounts };
}

/** Throws everything in the practice accounts away and opens on the first landscape again. */
export async function resetPractice(): Promise<void> {
  const practice = await practiceInUse();
  const connections = (await listConnections()).filter((connection) => connection.sandbox).map(({ id }) => id);
  await practice.reset();
  await forgetWires(practice.accounts.map((account) => account.id));
  for (const id of connections) forgetSessions(id);
  forgetInventory(connections);
}

const fault = z.strictObject({
  id: z.string().min(1).max(80),
  service: z.string().optional(),
  operation: z.string().optional(),
  accountId: z.string().optional(),
  kind: z.enum(['throttle', 'error', 'timeout', 'reset', 'slow', 'expired', 'deny']),
  probability: z.number().min(0).max(1).optional(),
  every: z.int().min(1).optional(),
  milliseconds: z.number().min(0).max(600_000).optional(),
});

/** The faults that are to be on; every other is switched off. */
export const faultsInput = z.strictObject({ faults: z.array(fault).max(100) });

export async function switchFaults(wanted: z.output<typeof faultsInput>): Promise<readonly SwitchedFault[]> {
  const { faults } = await practiceInUse();
  faults.clear();
  for (const one of wanted.faults) faults.add(one);
  return faults.list();
}

export async function practiceFaults(): Promise<readonly SwitchedFault[]> {
  return (await practiceInUse()).faults.list();
}

async function practiceInUse(): Promise<Practice> {
  const practice = await currentPractice();
  if (practice === null) throw refusal(404, 'no-practice');
  return practice;
}
