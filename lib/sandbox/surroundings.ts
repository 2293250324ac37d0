import { stateOf, type World } from './world';

/** What surrounds the accounts and is no part of any service: AWS's time, and which Regions an account uses. */
export type Surroundings = {
  /** Sets AWS's time so many milliseconds ahead of this machine's, or behind it when negative. A restart ends it. */
  setClock(aheadMilliseconds: number): void;
  /** Enables or disables an opt-in Region for an account, as its owner does on the account page. */
  switchRegion(accountId: string, region: string, on: boolean): void;
  /** Activates or deactivates STS of a Region for an account, as its owner does in the IAM console. */
  switchSts(accountId: string, region: string, on: boolean): void;
};

/** Regions that AWS opened after March 2019: off in every account until somebody enables them. */
const optIn = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
]);

type RegionState = { enabled: Set<string>; withoutSts: Set<string> };

const clocks = new WeakMap<World, number>();

/** How far AWS's time is ahead of this machine's, in milliseconds. */
export function clockAhead(world: World): number {
  return clocks.get(world) ?? 0;
}

export function regionIsOn(world: World, accountId: string, region: string): boolean {
  return !optIn.has(region) || regionsOf(world, accountId).enabled.has(region);
}

export function stsIsActive(world: World, accountId: string, region: string): boolean {
  return regionIsOn(world, accountId, region) && !regionsOf(world, accountId).withoutSts.has(region);
}

/** The switches of a world that may be replaced by a reset. */
export function surroundingsOf(world: () => World): Surroundings {
  return {
    setClock: (aheadMilliseconds) => void clocks.set(world(), aheadMilliseconds),
    switchRegion: (accountId, region, on) => keep(regionsOf(world(), accountId).enabled, region, on),
    switchSts: (accountId, region, on) => keep(regionsOf(world(), accountId).withoutSts, region, !on),
  };
}

function keep(set: Set<string>, region: string, isIn: boolean): void {
  if (isIn) set.add(region);
  else set.delete(region);
}

function regionsOf(world: World, accountId: string): RegionState {
  return stateOf<RegionState>(world, 'regions', accountId, '-', () => ({ enabled: new Set(), withoutSts: new Set() }));
}
