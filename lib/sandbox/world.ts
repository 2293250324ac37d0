/**
 * Everything the practice accounts hold, as plain data (maps, arrays, numbers, bytes) so that a snapshot can be
 * written and read back. Each service keeps its own state under its name and knows alone what is in it.
 */
export type World = {
  accounts: Map<string, { id: string; name: string; createdAt: number }>;
  /** `account/region/service`, or `account/-/iam` for a global service. */
  states: Map<string, unknown>;
};

export function emptyWorld(): World {
  return { accounts: new Map(), states: new Map() };
}

/** The state of one service in one account and Region, made on first use. */
export function stateOf<S>(world: World, service: string, accountId: string, region: string, empty: () => S): S {
  const key = `${accountId}/${region}/${service}`;
  let state = world.states.get(key) as S | undefined;
  if (state === undefined) {
    state = empty();
    world.states.set(key, state);
  }
  return state;
}

/** The same in every account and Region that has one: for what runs on its own. */
export function* statesOf<S>(
  world: World,
  service: string,
): Generator<{ accountId: string; region: string; state: S }> {
  for (const [key, state] of world.states) {
    const [accountId, region, name] = key.split('/') as [string, string, string];
    if (name === service) yield { accountId, region, state: state as S };
  }
}
