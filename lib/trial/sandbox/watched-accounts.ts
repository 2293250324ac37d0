import { deserialize, serialize } from 'node:v8';
import { administratorOf, hubCredentials, practiceRegion } from '@/lib/sandbox/accounts';
import { type Clock, systemClock } from '@/lib/sandbox/clock';
import { handle } from '@/lib/sandbox/handle';
import { zipOf } from '@/lib/sandbox/lambda/zip';
import { makeAccounts } from '@/lib/sandbox/make-accounts';
import { perform } from '@/lib/sandbox/perform';
import type { PracticeConnection, PracticeSetup } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import type { WireAnswer, WireRequest } from '@/lib/sandbox/protocol/wire';
import { switchLimits } from '@/lib/sandbox/rate-limit';
import { serve, servicesOf } from '@/lib/sandbox/served';
import { type Endpoint, openEndpoint } from '@/lib/sandbox/server';
import { emptyWorld, type World } from '@/lib/sandbox/world';
import { basicPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { onlyReads, operationOf } from './operation-of';

/** Where a write is held up for good: AWS has not seen it, or has made it and never answers. */
export type HeldWrite = 'before' | 'during';

/**
 * A stream and a function of one name, and the keys that the stream has or had; instead of the stream a table of that
 * name where one was asked for.
 */
export type NamedEnds = { name: string; stream: string; table: string | null; function: string; keys: string[] };

/** What a process needs to find the accounts. */
export type PracticeAddress = { endpoint: string; hub: typeof hubCredentials; connections: PracticeConnection[] };

const accountIds = { producer: '999900009999', consumer: '888800008888' };
const named = /ends-\d{4}/;

/**
 * Practice accounts for tests, without delays and limits, in which nothing runs by itself. They write down each write
 * that took effect, by the ends it was for, can hold one up for good, and can be copied as they stand.
 */
export class WatchedAccounts {
  private readonly world: World;
  private readonly clock: Clock;
  /** Ids that AWS made up, with the ends they belong to. */
  private readonly ids: Map<string, string>;
  private readonly made = new Map<string, string[]>();
  private readonly holds = new Map<string, { at: HeldWrite; reached: () => void }>();
  private endpoint: Endpoint | null = null;
  private endsMade = 0;

  private constructor(
    world: World,
    ids: Map<string, string>,
    clock: Clock,
    private readonly connections: readonly PracticeConnection[],
  ) {
    this.world = world;
    this.ids = ids;
    this.clock = clock;
    switchLimits(world, false);
  }

  static async open(setup: PracticeSetup = productSetup): Promise<WatchedAccounts> {
    const world = emptyWorld();
    const clock = systemClock(0);
    await makeAccounts(world, clock, setup);
    const accounts = new WatchedAccounts(world, new Map(), clock, setup.connections);
    await accounts.serve();
    return accounts;
  }

  /** The same accounts once more, at an endpoint of their own, with no write on record. */
  async copy(): Promise<WatchedAccounts> {
    const world = deserialize(serialize(this.world)) as World;
    serve(world, servicesOf(this.world));
    const copied = new WatchedAccounts(world, new Map(this.ids), this.clock, this.connections);
    copied.endsMade = this.endsMade;
    await copied.serve();
    return copied;
  }

  async close(): Promise<void> {
    await this.endpoint?.close();
  }

  get address(): PracticeAddress {
    const endpoint = `http://127.0.0.1:${this.endpoint?.port}`;
    return { endpoint, hub: hubCredentials, connections: [...this.connections] };
  }

  /** Operations that changed something for these ends since the last question, in their order. */
  takeWrites(name: string): string[] {
    const taken = this.made.get(name) ?? [];
    this.made.delete(name);
    return taken;
  }

  /** Holds up the next write for these ends and all that follow; resolves once the first is there. */
  hold(name: string, at: HeldWrite): Promise<void> {
    return new Promise((reached) => this.holds.set(name, { at, reached }));
  }

  /** A stream that nobody may read yet and a function that may write logs only. */
  async ends(encrypted: boolean, withTable = false): Promise<NamedEnds> {
    this.endsMade += 1;
    const name = `ends-${String(this.endsMade).padStart(4, '0')}`;
    await this.ask('producer', 'kinesis:CreateStream', { StreamName: name, ShardCount: 1 });
    await this.ask('consumer', 'iam:CreateRole', { RoleName: name, AssumeRolePolicyDocument: lambdaTrust });
    await this.ask('consumer', 'iam:AttachRolePolicy', { RoleName: name, PolicyArn: basicPolicy });
    const role = `arn:aws:iam::${accountIds.consumer}:role/${name}`;
    const ZipFile = zipOf({ 'index.js': 'exports.handler = async () => true;' });
    const code = { Runtime: 'nodejs20.x', Handler: 'index.handler', Code: { ZipFile } };
    await this.ask('consumer', 'lambda:CreateFunction', { FunctionName: name, Role: role, ...code });
    const ends: NamedEnds = {
      name,
      table: withTable ? await this.newTable(name) : null,
      stream: `arn:aws:kinesis:${practiceRegion}:${accountIds.producer}:stream/${name}`,
      function: `arn:aws:lambda:${practiceRegion}:${accountIds.consumer}:function:${name}`,
      keys: [],
    };
    if (encrypted) await this.encryptAnew(ends);
    return ends;
  }

  /** A table whose stream is off. */
  private async newTable(TableName: string): Promise<string> {
    const { TableDescription } = await this.ask<{ TableDescription: { TableArn: string } }>(
      'producer',
      'dynamodb:CreateTable',
      {
        TableName,
        AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    );
    return TableDescription.TableArn;
  }

  /** Encrypts the stream with a new customer managed key. */
  async encryptAnew(ends: NamedEnds): Promise<void> {
    const { KeyMetadata } = await this.ask<{ KeyMetadata: { Arn: string } }>('producer', 'kms:CreateKey', {});
    const KeyId = KeyMetadata.Arn;
    ends.keys.push(KeyId);
    this.ids.set(KeyId.split('/').at(-1) ?? KeyId, ends.name);
    const encryption = { StreamARN: ends.stream, EncryptionType: 'KMS', KeyId };
    await this.ask('producer', 'kinesis:StartStreamEncryption', encryption);
  }

  /** A request of an administrator. The answer's shape is what the test says it is. */
  async ask<Answer>(account: 'producer' | 'consumer', action: string, input: object): Promise<Answer> {
    const [service = '', operation = ''] = action.split(':');
    const caller = administratorOf(this.world, accountIds[account]);
    return (await perform(this.world, this.clock, {
      service,
      operation,
      input,
      caller,
      region: practiceRegion,
    })) as Answer;
  }

  private async serve(): Promise<void> {
    this.endpoint = await openEndpoint(0, (request) => this.answer(request));
  }

  private async answer(request: WireRequest): Promise<WireAnswer> {
    const operation = operationOf(request);
    if (onlyReads(operation)) return handle(this.world, this.clock, request);
    const name = this.nameIn(request);
    const hold = this.holds.get(name);
    if (hold?.at === 'before') return this.never(hold);
    const answer = await handle(this.world, this.clock, request);
    if (answer.status < 300) this.note(name, operation, answer);
    return hold ? this.never(hold) : answer;
  }

  private never(hold: { at: HeldWrite; reached: () => void }): Promise<never> {
    // Whatever comes after the first is held up before it does anything.
    hold.at = 'before';
    hold.reached();
    return new Promise(() => {});
  }

  private note(name: string, operation: string, { body }: WireAnswer): void {
    this.made.set(name, [...(this.made.get(name) ?? []), operation]);
    const text = body instanceof Uint8Array ? Buffer.from(body).toString() : String(body);
    const uuid = /"UUID":"([^"]+)"/.exec(text)?.[1];
    if (uuid) this.ids.set(uuid, name);
  }

  private nameIn(request: WireRequest): string {
    const text = decodeURIComponent(`${request.path} ${request.query} `) + Buffer.from(request.body).toString();
    const plain = named.exec(text)?.[0];
    const known = plain ?? [...this.ids].find(([id]) => text.includes(id))?.[1];
    if (known === undefined) throw new Error(`a write for no ends: ${text}`);
    return known;
  }
}
