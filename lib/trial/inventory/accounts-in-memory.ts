import { performers } from '@/lib/aws/change/performers';
import type { Readers } from '@/lib/aws/reader';
import type { Reading } from '@/lib/service/wire/reading';
import type { Connection } from '@/lib/wiring/connection';
import { product } from '@/lib/wiring/product';
import type { Read } from '@/lib/wiring/read';
import type { Stream, StreamSummary } from '@/lib/wiring/resource/kinesis';
import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import { randomFrom } from '../fault/random-text';

export const producer = '999900009999';
export const consumer = '888800008888';

/**
 * What stands in both accounts. Whatever is read says which version of its account it was, and by which role. `called`
 * hears of every call that begins to read something.
 */
type Accounts = {
  streams: number;
  wired: number;
  longestCall: number;
  random: () => number;
  called: (connection: Connection) => void;
};

type Session = { connection: Connection; region: string };

let accounts: Accounts = { streams: 0, wired: 0, longestCall: 0, random: () => 0, called: () => undefined };
const versions = new Map<string, number>();

export function openAccounts({ seed, ...wanted }: Omit<Accounts, 'random'> & { seed: number }): void {
  accounts = { ...wanted, random: randomFrom(seed) };
  versions.clear();
}

export function versionOf(accountId: string): number {
  return versions.get(accountId) ?? 1;
}

/** Something in the account is not as it was. */
export function changeAccount(accountId: string): void {
  versions.set(accountId, versionOf(accountId) + 1);
}

/** What a reading of now says. */
function readingOf({ accountId, roleArn }: Connection): string {
  return `${versionOf(accountId)} ${roleArn}`;
}

export function streamArns(region: string): string[] {
  return Array.from({ length: accounts.streams }, (_, index) => streamArn(region, index));
}

/** AWS looks at its state at some moment of the call. */
async function called<T>({ connection }: Session, look: (reading: string) => T): Promise<Read<T> & { state: 'known' }> {
  await passes(accounts.longestCall / 2);
  const value = look(readingOf(connection));
  await passes(accounts.longestCall / 2);
  return { state: 'known', value, at: new Date().toISOString() };
}

/** Mostly a short time, at most the longest. */
export function passes(longest: number): Promise<void> {
  const milliseconds = Math.floor(accounts.random() ** 3 * longest);
  return milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function* inTwoPages<T>(session: Session, list: (reading: string) => T[]): AsyncGenerator<Read<T[]>> {
  for (const half of [0, 1]) {
    accounts.called(session.connection);
    yield await called(session, (reading) => {
      const all = list(reading);
      const middle = Math.ceil(all.length / 2);
      return half === 0 ? all.slice(0, middle) : all.slice(middle);
    });
  }
}

/** Stands in for `lib/aws/session/open-session`. */
export const sessions = {
  openSession: (connection: Connection, region: string): Session => ({ connection, region }),
  forgetSessions: () => undefined,
};

const streams: Readers[string] = {
  read: unread,
  list: (session: Session) =>
    inTwoPages(session, (reading): Stream[] =>
      session.connection.accountId === producer ? streamArns(session.region).map(aStream(session, reading)) : [],
    ),
  details: {
    summary: {
      fields: ['summary', 'consumers', 'key'],
      async read(session: Session, _, taken) {
        accounts.called(session.connection);
        taken({ summary: await called(session, summaryOf) });
        taken({ consumers: await called(session, () => []), key: { state: 'absent', at: new Date().toISOString() } });
      },
    },
    policy: {
      fields: ['policy'],
      async read(session: Session, _, taken) {
        accounts.called(session.connection);
        taken({ policy: await called(session, (reading) => reading) });
      },
    },
  },
};

function summaryOf(reading: string): StreamSummary {
  return { openShards: 1, retentionHours: 24, consumers: 0, encryption: { type: 'KMS', keyId: reading } };
}

async function unread(): Promise<Read<never>> {
  return { state: 'pending' };
}

const functions: Readers[string] = {
  read: unread,
  list: (session: Session) =>
    inTwoPages(session, (reading): LambdaFunction[] =>
      session.connection.accountId === consumer ? wired(session.region, aFunction(session, reading)) : [],
    ),
};

const mappings: Readers[string] = {
  read: unread,
  list: (session: Session) =>
    inTwoPages(session, (reading): Mapping[] =>
      session.connection.accountId === consumer ? wired(session.region, aMapping(session, reading)) : [],
    ),
};

/** The product's kinds of wire that these accounts have something for. */
export const reading: Reading = {
  rooms: { ...product, kinds: product.kinds.filter(({ source }) => source === 'kinesis-stream') },
  services: [],
  readers: { 'kinesis-stream': streams, 'lambda-function': functions, 'event-source-mapping': mappings },
  performers,
};

function wired<T>(region: string, make: (streamArn: string, index: number) => T): T[] {
  return streamArns(region).slice(0, accounts.wired).map(make);
}

function streamArn(region: string, index: number): string {
  return `arn:aws:kinesis:${region}:${producer}:stream/stream-${index}`;
}

function functionArn(region: string, index: number): string {
  return `arn:aws:lambda:${region}:${consumer}:function:reader-${index}`;
}

function aStream({ connection, region }: Session, reading: string): (arn: string) => Stream {
  return (arn) => ({
    is: 'kinesis-stream',
    kind: 'kinesis',
    arn,
    name: arn.split('/')[1] ?? '',
    accountId: producer,
    region,
    connectionId: connection.id,
    status: 'ACTIVE',
    mode: reading,
    createdAt: null,
    summary: { state: 'pending' },
    policy: { state: 'pending' },
    consumers: { state: 'pending' },
    key: { state: 'pending' },
  });
}

function aFunction({ connection, region }: Session, reading: string) {
  return (_: string, index: number): LambdaFunction => ({
    is: 'lambda-function',
    arn: functionArn(region, index),
    name: `reader-${index}`,
    accountId: consumer,
    region,
    connectionId: connection.id,
    roleArn: `arn:aws:iam::${consumer}:role/reader`,
    runtime: null,
    timeoutSeconds: null,
    logGroup: '',
    lastModified: reading,
  });
}

function aMapping({ connection, region }: Session, reading: string) {
  return (sourceArn: string, index: number): Mapping => ({
    is: 'event-source-mapping',
    uuid: `${region}-${index}`,
    arn: `arn:aws:lambda:${region}:${consumer}:event-source-mapping:${index}`,
    region,
    accountId: consumer,
    connectionId: connection.id,
    sourceArn,
    functionArn: functionArn(region, index),
    state: 'Enabled',
    stateTransitionReason: null,
    lastProcessingResult: 'OK',
    lastModified: reading,
    settings: { ...defaultSettings, enabled: true },
  });
}
