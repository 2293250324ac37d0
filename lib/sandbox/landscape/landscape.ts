export type Place = { account: string; region: string };

/** Asks one thing as an account's administrator, `daysAgo`, so that it obeys every rule and has its age. */
export type Build = (
  daysAgo: number,
  place: Place,
  service: string,
  operation: string,
  input: object,
) => Promise<unknown>;

/** A request that an application in the accounts makes of the service every half minute or so. `at` is ISO 8601. */
export type Traffic = { to: string; place: Place; request: (at: string) => { operation: string; input: object } };

/** What stands in the accounts when they are opened for the first time, by the service that its sources belong to. */
export type Landscape = { make: (build: Build) => Promise<void>; traffic?: readonly Traffic[] };
