import { type Practice, setPractice } from '@/lib/sandbox/practice';
import { removeConnection } from '@/lib/service/connection/remove-connection';
import { updateConnection } from '@/lib/service/connection/update-connection';
import { ProblemError } from '@/lib/service/http/problem-error';
import { keptDetails } from '@/lib/service/inventory/inventory-cache';
import { placesOf } from '@/lib/service/inventory/inventory-scope';
import { expireInventory } from '@/lib/service/inventory/kept-inventory';
import { readInventory, streamInventory } from '@/lib/service/inventory/read-inventory';
import { resetPractice } from '@/lib/service/practice/practice-accounts';
import { pause } from '@/lib/service/server/pause';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import type { Connection } from '@/lib/wiring/connection';
import type { Inventory } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import {
  changeAccount,
  consumer,
  openAccounts,
  passes,
  producer,
  reading,
  streamArns,
  versionOf,
} from './accounts-in-memory';
import { connectionNow, connectionSince, nextMoment, openConnections, writeConnection } from './connections-in-memory';
import { type Done, Reader } from './reader';
import type { Happening, Looking, Scenario } from './scenario';

const regions = ['us-east-1', 'eu-west-1'];

/** After so long, in milliseconds, the service may answer although something is still being read. */
const patience = { json: 25_000, stream: 10_000 };

/** How often a screen asks, and how long what it asked for is read on, in milliseconds. */
const every = 15_000;
const readOnFor = 60_000;

/** The longest that the store takes, in milliseconds. */
const longestQuery = 60;

let scenarios = 0;

/** What came of a scenario, for a count over all of them. */
export type Tally = { ends: number; stillRead: number; again: number };

/** Runs a scenario to its end and throws for whatever does not hold on the way. */
export async function runScenario(scenario: Scenario): Promise<Tally> {
  const trial = new Trial(scenario);
  const ended = await Promise.allSettled([
    ...scenario.happenings.map((happening) => trial.happens(happening)),
    ...scenario.lookings.map((looking) => trial.looks(looking)),
  ]);
  try {
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    await trial.ends();
    return trial.tally;
  } finally {
    // Nothing of it goes on in the next scenario.
    await pause(2 * readOnFor);
  }
}

class Trial {
  readonly tally: Tally = { ends: 0, stillRead: 0, again: 0 };
  private readonly connections: { producer: string; consumer: string };
  private readonly checks: Promise<void>[] = [];
  /** When what is kept of a connection was forgotten, each time. */
  private readonly forgotten = new Map<string, number[]>();
  private editedElsewhere = false;
  private brokenRule: Error | null = null;

  constructor(scenario: Scenario) {
    scenarios += 1;
    this.connections = { producer: `producer-${scenarios}`, consumer: `consumer-${scenarios}` };
    openAccounts({ ...scenario, called: (connection) => this.calls(connection) });
    const { producer: one, consumer: other } = this.connections;
    openConnections([reached(one, producer), reached(other, consumer)], () => passes(longestQuery));
    setPractice({
      accounts: [producer, consumer].map((id) => ({ id })),
      connections: [],
      reset: async () => [producer, consumer].forEach(changeAccount),
    } as unknown as Practice);
  }

  async happens({ at, what, on }: Happening): Promise<void> {
    await pause(at);
    const id = this.connections[on];
    const connection = connectionNow(id);
    if (connection === null) return;
    const { roleArn, accountId } = connection;
    const other = regions.filter((region) => !connection.regions.includes(region));
    switch (what) {
      case 'reset':
        return this.forgets(Object.values(this.connections), () => resetPractice());
      case 'edit-role':
        return this.forgets([id], () => updateConnection(id, { roleArn: `${roleArn}x` }));
      case 'edit-name':
        return this.forgets([id], () => updateConnection(id, { name: `${at}` }));
      case 'drop-region':
        return this.forgets([id], () => updateConnection(id, { regions: connection.regions.slice(-1) }));
      case 'add-region':
        return this.forgets([id], () => updateConnection(id, { regions: [...connection.regions, ...other] }));
      case 'remove':
        return this.forgets([id], () => removeConnection(id));
      case 'edit-elsewhere':
        // In another server on the same store, so that nothing is forgotten here.
        this.editedElsewhere = true;
        return writeConnection(id, { ...connection, roleArn: `${roleArn}y` });
      case 'expire':
        changeAccount(accountId);
        expireInventory([id]);
    }
  }

  async looks({ at, how, times, refresh, leavesAfter }: Looking): Promise<void> {
    await pause(at);
    const reader = new Reader();
    const gone = new AbortController();
    if (leavesAfter !== null) void pause(leavesAfter).then(() => gone.abort());
    for (let time = 0; time < times && !gone.signal.aborted; time += 1) {
      if (time > 0) await pause(every);
      if (how === 'json') await this.asks(refresh);
      else await this.watches(reader, refresh, gone.signal);
    }
  }

  /** Everything that is there can be read, as it is, by who looks afterwards. */
  async ends(): Promise<void> {
    await Promise.all(this.checks);
    const reader = new Reader();
    let done: Done | null = null;
    for (let round = 0; round < 10 && (done?.pending ?? 1) > 0; round += 1) {
      done = await this.watches(reader, false, new AbortController().signal);
    }
    const expected = connectionNow(this.connections.producer)?.regions.flatMap(streamArns) ?? [];
    const seen = reader.has().sources.map(({ arn }) => arn);
    hold(JSON.stringify(seen.toSorted()) === JSON.stringify(expected.toSorted()), 'not all streams are seen', seen);
    if (this.brokenRule) throw this.brokenRule;
  }

  /** Nothing begins to be read by a role that the connection has no more. */
  private calls({ id, roleArn }: Connection): void {
    const since = this.forgotten.get(id)?.at(-1) ?? 0;
    const may = connectionSince(id, since).some((one) => one?.roleArn === roleArn);
    if (!may && !this.editedElsewhere) this.brokenRule ??= new Error(`${roleArn} begins to read for ${id}`);
  }

  private async asks(refresh: boolean): Promise<void> {
    const asked = this.asked();
    const inventory = await readInventory({ refresh }, reading);
    this.checkEnd({ ...inventory, sources: inventory.sources as Stream[] }, asked, patience.json);
  }

  private async watches(reader: Reader, refresh: boolean, signal: AbortSignal): Promise<Done | null> {
    const asked = this.asked();
    let done: Done | null = null;
    reader.begins();
    const places = await placesOf({});
    const take = (piece: Parameters<Reader['take']>[0]) => {
      hold(done === null, 'a piece comes after the end', piece);
      done = reader.take(piece);
      if (done === null) return;
      const pending = this.checkEnd(reader.has(), asked, patience.stream);
      hold(done.pending === pending, `the end says that ${done.pending} parts are still being read, not ${pending}`);
    };
    await streamInventory(places, { refresh, after: reader.next }, take, signal, reading);
    hold(done !== null || signal.aborted, 'a stream of pieces has no end');
    return done;
  }

  private asked() {
    const versions = new Map([producer, consumer].map((id) => [id, versionOf(id)]));
    return { at: Date.now(), moment: nextMoment(), versions, forgotten: this.timesForgotten() };
  }

  /** Answers how many parts the reader takes for being read. */
  private checkEnd(
    { sources, reads }: { sources: Stream[] } & Pick<Inventory, 'reads'>,
    asked: ReturnType<Trial['asked']>,
    longest: number,
  ): number {
    const late = Date.now() - asked.at >= longest;
    const pending = sources.flatMap((source) => pendingParts(source).map((part) => ({ source, part })));
    hold(late || pending.length === 0, `${pending.length} parts were not read, and it ended at once`, pending);
    for (const { connectionId, region, list, read } of reads) {
      if (!connectionNow(connectionId)?.regions.includes(region)) continue;
      hold(late || read.state === 'known', 'a list was not read', read);
      if (list !== 'streams' || read.state !== 'known') continue;
      const listed = sources.filter((source) => source.connectionId === connectionId && source.region === region);
      hold(listed.length === read.value, `${read.value} streams were read, and ${listed.length} are shown`);
    }
    for (const source of sources) this.checkSource(source, asked.moment, late ? null : asked.versions);
    for (const { source, part } of pending) this.checks.push(this.willBeRead(source, part, asked.moment));
    this.tally.ends += 1;
    this.tally.stillRead += pending.length > 0 ? 1 : 0;
    this.tally.again += asked.forgotten === this.timesForgotten() ? 0 : 1;
    return pending.length;
  }

  private checkSource(source: Stream, asked: number, versions: ReadonlyMap<string, number> | null): void {
    const { connectionId, region } = source;
    const forgotten = this.forgotten.get(connectionId)?.at(-1) ?? 0;
    // Who looks does not hear of what is edited elsewhere.
    const since = this.editedElsewhere ? asked : Math.max(asked, forgotten);
    const connections = connectionSince(connectionId, since).filter((one) => one !== null);
    const may = connections.some(({ regions: connected }) => connected.includes(region));
    hold(may, 'what is shown is not connected any more', source);
    const { summary, policy } = source;
    for (const read of [summary, policy]) hold(read.state !== 'failed', 'a read failed', read);
    const readings = [
      source.mode,
      ...(policy.state === 'known' ? [policy.value] : []),
      ...(summary.state === 'known' && summary.value.encryption.type === 'KMS' ? [summary.value.encryption.keyId] : []),
    ];
    for (const reading of readings) {
      const [version, roleArn] = reading.split(' ');
      const hasRole = connections.some((one) => one.roleArn === roleArn);
      hold(hasRole, 'it was read by a role that the connection has no more', reading, connections);
      const least = versions?.get(source.accountId) ?? 0;
      hold(Number(version) >= least, `what is shown is older than the change ${least} before it was asked for`, source);
    }
  }

  /** What is said to be read is read, although nobody asks again. */
  private async willBeRead({ connectionId, arn, region }: Stream, part: PartOfStream, asked: number) {
    const connections = connectionSince(connectionId, asked).filter((one) => one !== null);
    const times = this.forgotten.get(connectionId)?.length;
    await pause(readOnFor);
    if (this.forgotten.get(connectionId)?.length !== times) return;
    const isRead = connections.some((connection) => {
      const kept = keptDetails({ connection, region }, arn);
      return (
        kept?.[part]?.state === 'known' &&
        fieldsOf[part].every((field) => (kept[field]?.state ?? 'pending') !== 'pending')
      );
    });
    hold(isRead, `the ${part} of ${arn} was said to be read, and is not`);
  }

  private async forgets(ids: readonly string[], act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      // Somebody removed it in between.
      if (!(error instanceof ProblemError)) throw error;
    }
    for (const id of ids) this.forgotten.set(id, [...(this.forgotten.get(id) ?? []), nextMoment()]);
  }

  private timesForgotten(): number {
    return [...this.forgotten.values()].reduce((sum, times) => sum + times.length, 0);
  }
}

/** What is read of a stream beside its list, and the fields that come of it. */
const fieldsOf = { summary: ['summary', 'consumers', 'key'], policy: ['policy'] } as const;

type PartOfStream = keyof typeof fieldsOf;

/** Parts of which some field has not come. */
function pendingParts(source: Stream): PartOfStream[] {
  const isPending = (part: PartOfStream) => fieldsOf[part].some((field) => source[field].state === 'pending');
  return (['summary', 'policy'] as const).filter(isPending);
}

function reached(id: string, accountId: string): Connection {
  return aConnection({ id, accountId, regions: regions.slice(0, 1), mode: 'may-change', sandbox: true });
}

function hold(holds: boolean, what: string, ...seen: unknown[]): void {
  if (!holds) throw new Error([what, ...seen.map((one) => JSON.stringify(one))].join(' '));
}
