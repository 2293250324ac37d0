import type { z } from 'zod';
import type { Practice } from '@/lib/sandbox/practice';
import type { FaultState, Injection } from '@/lib/sandbox/practice-fault';
import { refusal } from '../http/refuse';
import type { faultsInput } from './faults-input';
import { practiceInUse } from './practice-accounts';

type Wanted = z.output<typeof faultsInput>;

/** The faults with what became of them, and the last requests that were struck, newest first. */
export type PracticeFaults = { seed: number; faults: readonly ShownFault[]; strikes: readonly Injection[] };

type ShownFault = Omit<FaultState, 'injected' | 'lastInjectedAt'> & { struck: number; lastStruckAt: string | null };

/** Throws the problem `no-practice` while the practice accounts are off. */
export async function practiceFaults(): Promise<PracticeFaults> {
  return shown(await practiceInUse());
}

/** Has the wanted faults on and no others. Throws the problem `invalid-input` for names that there are not. */
export async function switchFaults({ faults, seed }: Wanted): Promise<PracticeFaults> {
  const practice = await practiceInUse();
  const wrong = faults.flatMap((fault, index) => wrongNames(fault, practice).map((what) => `faults.${index}.${what}`));
  const twice = faults.findIndex(({ id }, index) => faults.findIndex((one) => one.id === id) < index);
  if (twice !== -1) wrong.push(`faults.${twice}.id: stands there twice`);
  if (wrong.length > 0) throw refusal(400, 'invalid-input', { faults: wrong.slice(0, 8).join('; ') });
  const switched = faults.map(({ seconds, ...fault }) =>
    seconds === undefined ? fault : { ...fault, until: new Date(Date.now() + seconds * 1000).toISOString() },
  );
  practice.faults.switchTo(switched, seed);
  return shown(practice);
}

function shown({ faults }: Practice): PracticeFaults {
  return { seed: faults.seed, faults: faults.list().map(shownFault), strikes: faults.injections() };
}

/** In the words that the HTTP API has had for it from the start. */
function shownFault({ injected, lastInjectedAt, ...fault }: FaultState): ShownFault {
  return { ...fault, struck: injected, lastStruckAt: lastInjectedAt };
}

function wrongNames(fault: Wanted['faults'][number], { services, accounts }: Practice): string[] {
  const { service, operation, accountId } = fault;
  const named = services.filter(({ name }) => service === undefined || name === service);
  const wrong: string[] = [];
  if (accountId !== undefined && !accounts.some(({ id }) => id === accountId))
    wrong.push(`accountId: ${accountId} is not a practice account (${accounts.map(({ id }) => id).join(', ')})`);
  if (named.length === 0)
    wrong.push(`service: there is no ${service} (${services.map(({ name }) => name).join(', ')})`);
  else if (operation !== undefined && !named.some(({ operations }) => operations.includes(operation)))
    wrong.push(`operation: ${service ?? 'no service'} has ${service ? 'no ' : ''}${operation}`);
  return wrong;
}
