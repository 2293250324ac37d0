import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  StartLiveTailCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsServices } from '@/lib/aws/aws-services';
import { openSession } from '@/lib/aws/session/open-session';
import type { SwitchedFault } from '@/lib/sandbox/practice-fault';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Connection } from '@/lib/wiring/connection';
import type { TailEvent } from '@/lib/wiring/log-line';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { WireLog } from './read-logs';
import type { TailAsked } from './tail';
import { tailLogs } from './tail-logs';

let stage: StagedPractice;
let client: CloudWatchLogsClient;
let log: WireLog;
let written: string[];
let groups = 0;
const leaving: AbortController[] = [];

beforeAll(async () => {
  stage = await StagedPractice.open();
  const account = stage.practice.accounts.find(({ name }) => name === 'consumer');
  if (!account) throw new Error('no consumer');
  const { endpoint, region } = stage.practice;
  client = new CloudWatchLogsClient({ endpoint, region, credentials: account, disableHostPrefix: true });
});

afterAll(() => stage.close());

beforeEach(() => {
  groups += 1;
  written = [];
  const made = stage.practice.connections.find(({ accountId }) => accountId === '888800008888');
  if (!made) throw new Error('no connection');
  const connection: Connection = {
    ...made,
    id: 'consumer',
    mode: 'read-only',
    sandbox: true,
    createdAt: '',
    checkedAt: null,
    checkState: 'unchecked',
  };
  log = { session: openSession(connection, stage.practice.region, 'read', awsServices), group: `/tail/${groups}` };
});

afterEach(() => {
  stage.practice.faults.clear();
  for (const one of leaving.splice(0)) one.abort();
});

async function makeGroup(): Promise<void> {
  await client.send(new CreateLogGroupCommand({ logGroupName: log.group }));
  await client.send(new CreateLogStreamCommand({ logGroupName: log.group, logStreamName: 's' }));
}

async function write(...messages: string[]): Promise<void> {
  const logEvents = messages.map((message) => ({ timestamp: Date.now(), message }));
  await client.send(new PutLogEventsCommand({ logGroupName: log.group, logStreamName: 's', logEvents }));
  written.push(...messages);
}

/** A tail and all that it has sent. */
class Watched {
  readonly events: TailEvent[] = [];
  readonly done: Promise<void>;
  private readonly abort = new AbortController();
  private waiting: { met: () => boolean; resolve: () => void }[] = [];

  constructor(asked: Partial<TailAsked> = {}) {
    leaving.push(this.abort);
    const send = (event: TailEvent) => {
      this.events.push(event);
      for (const one of this.waiting) if (one.met()) one.resolve();
      this.waiting = this.waiting.filter(({ met }) => !met());
    };
    const outlet = { send, full: () => false, drained: async () => {} };
    this.done = tailLogs(log, { filter: null, by: 'live-tail', since: null, ...asked }, outlet, this.abort.signal);
  }

  leave(): void {
    this.abort.abort();
  }

  get messages(): string[] {
    return this.events.flatMap((event) => (event.type === 'lines' ? event.lines.map(({ message }) => message) : []));
  }

  get ids(): string[] {
    return this.events.flatMap((event) => (event.type === 'lines' ? event.lines.map(({ id }) => id) : []));
  }

  of<T extends TailEvent['type']>(type: T): Extract<TailEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<TailEvent, { type: T }> => event.type === type);
  }

  until(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ met, resolve }));
  }

  shown(message: string): Promise<void> {
    return this.until(() => this.messages.includes(message));
  }

  /** Following, after everything that was sent before. */
  async following(): Promise<void> {
    const before = this.of('status').length;
    await this.until(() => this.of('status').length > before);
  }
}

function cut(fault: Partial<SwitchedFault> = {}): void {
  stage.practice.faults.add({ id: 'cut', kind: 'reset', operation: 'StartLiveTail', ...fault });
}

const role = () => roleName(log.session.connection.roleArn);

async function deny(...actions: string[]): Promise<void> {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: actions, Resource: '*' }] };
  const PolicyDocument = JSON.stringify(document);
  await stage.iam.send(new PutRolePolicyCommand({ RoleName: role(), PolicyName: 'deny', PolicyDocument }));
}

const undeny = () => stage.iam.send(new DeleteRolePolicyCommand({ RoleName: role(), PolicyName: 'deny' }));

test('a tail opens with the last minute and goes on by Live Tail, saying how it stands', async () => {
  await makeGroup();
  await write('before');
  const tail = new Watched();
  await tail.shown('before');
  await write('after');
  await tail.shown('after');
  expect(tail.messages).toEqual(written);
  await tail.following();
  const status = tail.of('status').at(-1);
  expect(status).toMatchObject({ by: 'live-tail', group: log.group, shown: 2, dropped: 0, sampledPercent: 0 });
  expect(status?.perSecond).toBeGreaterThan(0);
  const hours = (Date.parse(status?.endsAt ?? '') - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(2.9);
  expect(hours).toBeLessThanOrEqual(3);
});

test('a filter holds for what was before and for what comes', async () => {
  await makeGroup();
  await write('ERROR one', 'fine');
  const tail = new Watched({ filter: 'ERROR' });
  await tail.shown('ERROR one');
  await write('fine too', 'ERROR two');
  await tail.shown('ERROR two');
  expect(tail.messages).toEqual(['ERROR one', 'ERROR two']);
});

test('whoever follows the same log shares one session, also who comes later, until the last one leaves', async () => {
  await makeGroup();
  const tails = Array.from({ length: 40 }, () => new Watched());
  await Promise.all(tails.map((tail) => tail.following()));
  await write('seen by all');
  await Promise.all(tails.map((tail) => tail.shown('seen by all')));
  for (const tail of tails.slice(1)) tail.leave();
  const [stays] = tails;
  const late = new Watched();
  await late.shown('seen by all');
  await write('seen by both');
  await Promise.all([stays, late].map((tail) => tail?.shown('seen by both')));
  expect([...tails, late].flatMap((tail) => tail.of('fallback'))).toEqual([]);
  expect(late.messages).toEqual(written);
});

test('leaving ends the session: nothing is billed that nobody looks at', async () => {
  await makeGroup();
  // One more than the sessions that an account may have open at once.
  for (let count = 0; count < 16; count += 1) {
    const tail = new Watched();
    await tail.following();
    expect(tail.of('status').at(-1)?.by).toBe('live-tail');
    tail.leave();
    await tail.done;
    // The connection's end is heard of by the practice accounts a moment later, in the order of their calls.
    await write(`left ${count}`);
  }
});

describe('Live Tail that is not to be had', () => {
  test('refused: it is said who lacks which action on what, and the log is polled', async () => {
    await deny('logs:StartLiveTail');
    await makeGroup();
    const tail = new Watched();
    await write('polled');
    await tail.shown('polled');
    await undeny();
    const [fallback, ...more] = tail.of('fallback');
    expect(more).toEqual([]);
    expect(fallback).toMatchObject({
      reason: 'refused',
      action: 'logs:StartLiveTail',
      principal: log.session.connection.roleArn,
      resource: `arn:aws:logs:us-east-1:888800008888:log-group:${log.group}:*`,
      message: expect.stringMatching(/is not authorized to perform: logs:StartLiveTail/),
    });
    expect(tail.of('status').every(({ by }) => by === 'polling')).toBe(true);
  });

  test('all sessions taken: AWS’s words are said, and the log is polled', async () => {
    await makeGroup();
    const logGroupIdentifiers = [`arn:aws:logs:us-east-1:888800008888:log-group:${log.group}`];
    const start = () => {
      const other = new AbortController();
      leaving.push(other);
      return client.send(new StartLiveTailCommand({ logGroupIdentifiers }), { abortSignal: other.signal });
    };
    await Promise.all(Array.from({ length: 15 }, start));
    const tail = new Watched();
    await tail.following();
    expect(tail.of('fallback')).toEqual([
      { type: 'fallback', reason: 'limit', message: expect.stringContaining('maximum number') },
    ]);
    await write('polled');
    await tail.shown('polled');
  });

  test('failing again and again: it is said each time, and the log is polled in the end without a gap', async () => {
    await makeGroup();
    // Each session opens, and breaks off at its first update.
    cut({ every: 3 });
    const tail = new Watched();
    for (const times of [1, 2, 3]) {
      await tail.until(() => tail.of('reconnecting').length >= times);
      await write(`meanwhile ${times}`, 'same', 'same');
    }
    await tail.until(() => tail.of('fallback').length > 0);
    await write('polled');
    await tail.shown('polled');
    expect(tail.of('fallback')).toEqual([expect.objectContaining({ reason: 'failed' })]);
    expect(tail.messages.toSorted()).toEqual(written.toSorted());
    expect(new Set(tail.ids).size).toBe(tail.ids.length);
  }, 30_000);

  test('polling that was asked for starts no session', async () => {
    await makeGroup();
    await deny('logs:StartLiveTail');
    const tail = new Watched({ by: 'polling' });
    await write('polled');
    await tail.shown('polled');
    await undeny();
    expect(tail.of('fallback')).toEqual([]);
  });
});

describe('a connection that is lost in the middle of a session', () => {
  test('leaves neither a gap nor a line twice', async () => {
    await makeGroup();
    const tail = new Watched();
    await tail.following();
    await write('one', 'same', 'same');
    await tail.shown('one');
    cut();
    await write('two');
    await tail.until(() => tail.of('reconnecting').length > 0);
    await write('lost 1', 'same', 'lost 2');
    stage.practice.faults.clear();
    await write('three');
    await tail.shown('three');
    await tail.following();
    expect(tail.messages.toSorted()).toEqual(written.toSorted());
    expect(new Set(tail.ids).size).toBe(tail.ids.length);
    expect(tail.of('gap')).toEqual([]);
    expect(tail.of('fallback')).toEqual([]);
    expect(tail.of('status').at(-1)?.by).toBe('live-tail');
  });

  test('marks the gap, with AWS’s words, where what was missed may not be read', async () => {
    await makeGroup();
    const tail = new Watched();
    await tail.following();
    cut();
    await tail.until(() => tail.of('reconnecting').length > 0);
    await deny('logs:FilterLogEvents');
    await write('never shown');
    const lostFrom = Date.now();
    stage.practice.faults.clear();
    await tail.until(() => tail.of('gap').length > 0);
    await undeny();
    const [gap] = tail.of('gap');
    expect(gap).toMatchObject({ reason: 'refused', message: expect.stringMatching(/logs:FilterLogEvents/) });
    expect(Date.parse(gap?.from ?? '')).toBeLessThanOrEqual(lostFrom);
    expect(Date.parse(gap?.to ?? '')).toBeGreaterThanOrEqual(lostFrom);
    await write('shown again');
    await tail.shown('shown again');
    expect(tail.messages).not.toContain('never shown');
  });
});

test('a session that AWS ends after its three hours ends the tail, and nothing goes on being billed', async () => {
  await makeGroup();
  const end = Object.assign(new Error('over'), { name: 'SessionTimeoutException' });
  const responseStream = (async function* () {
    yield { sessionUpdate: { sessionResults: [] } };
    throw end;
  })();
  const liveTail = { send: async () => ({ responseStream }) };
  const client = log.session.client.bind(log.session);
  const own = { streamingClient: { value: () => liveTail }, client: { value: client } };
  log = { ...log, session: Object.create(log.session, own) };
  const tail = new Watched();
  await tail.done;
  expect(tail.events.at(-1)).toEqual({ type: 'ended', reason: 'session-limit' });
});

test('a tail that goes on where another was left shows what came between, with the same ids for what it repeats', async () => {
  await makeGroup();
  const first = new Watched();
  await write('one');
  await first.shown('one');
  first.leave();
  await first.done;
  const since = Date.now();
  await write('between');
  const second = new Watched({ since });
  await second.shown('between');
  expect(second.messages).toEqual(['one', 'between']);
  expect(second.ids[0]).toBe(first.ids[0]);
});

test('a group that is not there yet is waited for, and followed from its first line', async () => {
  const tail = new Watched();
  await tail.until(() => tail.of('missing-group').length > 0);
  await makeGroup();
  await write('first');
  await tail.shown('first');
  expect(tail.of('missing-group')).toHaveLength(1);
  expect(tail.messages).toEqual(['first']);
});
