'use client';

import { createContext, type ReactNode, use } from 'react';
import type { FollowedRun } from '@/components/plan/use-run';
import type { Connection } from '@/lib/wiring/connection';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Listing } from './listing';
import type { Choices, Step } from './search-params';

/** What was chosen so far, and how more is. */
export type Choosing = {
  choices: Choices;
  /** The kind that the link names, where it is not known here. */
  unknownKind: string | null;
  /** Answers a question. A plan that was made for the old answer is put aside. */
  choose: (answers: Partial<Omit<Choices, 'plan' | 'run' | 'step'>>) => void;
  /** Fills in what follows from what was chosen. */
  fill: (answers: Partial<Choices>) => void;
  goTo: (step: Step) => void;
  keepPlan: (plan: string) => void;
  startRun: (run: string) => void;
};

/** The plan of what was chosen. */
export type WizardPlan = {
  plan: Plan | null;
  asking: boolean;
  error: unknown;
  retry: () => void;
  remake: () => Promise<Plan | null>;
};

/** What every step of the wizard works with. */
export type Wizardry = Choosing & {
  step: Step;
  /** Another step was shown before this one. */
  moved: boolean;
  connections: Connection[];
  listing: Listing;
  stopListing: () => void;
  listAgain: () => void;
  plan: WizardPlan;
  /** The run of the plan, once there is one. */
  followed: FollowedRun;
};

const Context = createContext<Wizardry | null>(null);

export function WizardProvider({ value, children }: { value: Wizardry; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useWizard(): Wizardry {
  const value = use(Context);
  if (!value) throw new Error('a step stands inside the wizard');
  return value;
}
