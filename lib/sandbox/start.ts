import { join } from 'node:path';
import { hubCredentials, practiceRegion } from './accounts';
import type { Performed } from './answer-injection';
import { type Clock, systemClock } from './clock';
import { faultsOf } from './faults';
import { handle } from './handle';
import { addLandscape, makeLandscape, newServices } from './landscape';
import { extendOperators, makeAccounts } from './make-accounts';
import { type Practice, type PracticeConnection, type PracticeSetup, practice, setPractice } from './practice';
import { productSetup } from './product-setup';
import { switchLimits } from './rate-limit';
import { serve } from './served';
import { type Endpoint, openEndpoint } from './server';
import { Fault, type Service } from './service';
import { readSnapshot, snapshotWriter } from './snapshot';
import { surroundingsOf } from './surroundings';
import { startTicker } from './ticker';
import { emptyWorld, type World } from './world';

export type SandboxOptions = {
  /** The first port to try on loopback; a taken one leads to the next. */
  port: number;
  dataFolder: string;
  /** Scale of AWS's delays: 1 as AWS has them, 0 none. */
  delay: number;
  /** AWS's rate limits; on unless switched off. */
  limits?: boolean;
  /** The product's unless a trial brings its own. */
  setup?: PracticeSetup;
};

const portsTried = 20;
const savedEveryMilliseconds = 15_000;
const accountsAgeMilliseconds = 400 * 86_400_000;

/** Opens the practice accounts as they were left, or on their first landscape. Starting them twice gives the same. */
export async function startSandbox(options: SandboxOptions): Promise<Practice> {
  const { port, dataFolder, delay, limits = true, setup = productSetup } = options;
  const { services, accounts, connections } = setup;
  const running = practice();
  if (running) return running;
  const clock = systemClock(delay);
  const file = join(dataFolder, 'sandbox.bin');
  let world = (await keptWorld(file, setup)) ?? (await freshWorld(setup));
  switchLimits(world, limits);
  const { save } = snapshotWriter(file, () => world);
  // A change that was answered survives whatever ends the process next.
  const performed: Performed = async (_, effect) => {
    if (effect === 'writes') await save();
  };
  const endpoint = await openFrom(port, clock, () => world, performed);
  const ticker = startTicker(() => world, clock, services);
  const saver = setInterval(
    () => void save().catch((error) => console.error('practice accounts:', error)),
    savedEveryMilliseconds,
  );
  saver.unref();
  const started: Practice = {
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: practiceRegion,
    accounts: [...accounts],
    hub: hubCredentials,
    connections: [...connections],
    services: services.map(({ name, operations }) => ({ name, operations: Object.keys(operations) })),
    surroundings: surroundingsOf(() => world),
    get faults() {
      return faultsOf(world);
    },
    async reset() {
      const fresh = await freshWorld(setup);
      switchLimits(fresh, limits);
      world = fresh;
      endpoint.cutStreams();
      await save();
    },
    async close() {
      ticker.stop();
      clearInterval(saver);
      await endpoint.close();
      for (const service of services) service.close?.();
      await save();
      if (practice() === started) setPractice(null);
    },
  };
  setPractice(started);
  await save();
  return started;
}

/** The accounts as they were left, with what services of later on have to show; `null` where one is missing. */
async function keptWorld(file: string, { services, accounts, connections }: PracticeSetup): Promise<World | null> {
  const world = await readSnapshot(file);
  if (!world || accounts.some(({ id }) => !world.accounts.has(id))) return null;
  serve(world, services);
  switchLimits(world, false);
  for (const service of newServices(world)) await addService(world, connections, service);
  return world;
}

/** Accounts in which somebody has left no room for a new service are opened without it. */
async function addService(world: World, connections: readonly PracticeConnection[], service: Service): Promise<void> {
  const clock = systemClock(0);
  try {
    await extendOperators(world, clock, connections, service);
    await addLandscape(world, clock, service);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(`practice accounts: not all of ${service.name} could be added: ${error.message}`);
  }
}

/** The accounts with their landscape, made without delays and limits: it has been standing for a while. */
async function freshWorld(setup: PracticeSetup): Promise<World> {
  const world = emptyWorld();
  const opened = Date.now() - accountsAgeMilliseconds;
  switchLimits(world, false);
  await makeAccounts(world, { scale: 0, now: () => opened, after: () => opened }, setup);
  await makeLandscape(world, systemClock(0));
  return world;
}

async function openFrom(port: number, clock: Clock, world: () => World, performed: Performed): Promise<Endpoint> {
  for (let candidate = port; ; candidate += 1) {
    try {
      return await openEndpoint(candidate, (request) => handle(world(), clock, request, performed));
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port === 0 || candidate >= port + portsTried) throw error;
    }
  }
}
