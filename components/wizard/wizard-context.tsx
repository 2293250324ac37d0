'use client';

import { createContext, type ReactNode, use } from 'react';
import type { FollowedRun } from '@/components/plan/use-run';
import type { Connection } from '@/lib/wiring/connection';
import type { Listing } from './listing';
import type { Step } from './search-params';
import type { useChoices } from './use-choices';
import type { WizardPlan } from './use-plan';

/** What every step of the wizard works with. */
export type Wizardry = ReturnType<typeof useChoices> & {
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
