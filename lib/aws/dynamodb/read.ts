import { type TableDescription as Described, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { Read } from '@/lib/wiring/read';
import type { Table, TableDescription, TableStream } from '@/lib/wiring/resource/dynamodb';
import { tableArnOf, tableName } from '@/lib/wiring/resource/dynamodb-arn';
import type { Key } from '@/lib/wiring/resource/kms';
import { readKey } from '../kms/read';
import { absent, known, reading, requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { describeStream, describeTable, resourcePolicy, type StoredPolicy, tableArn } from './read-table';

type NamesPage = { names: string[]; last: string | undefined };

/** Every table of the session's account and Region, a page at a time; after a failed page there is no other. */
export async function* listTables(session: Session): AsyncGenerator<Read<Table[]>> {
  let from: string | undefined;
  do {
    const page: Read<NamesPage> = await reading(session, 'dynamodb:ListTables', undefined, async () => {
      const command = new ListTablesCommand({ ExclusiveStartTableName: from, Limit: 100 });
      const answer = await session.client(DynamoDBClient).send(command);
      return { names: requiredValue(answer.TableNames, 'TableNames'), last: answer.LastEvaluatedTableName };
    });
    if (page.state !== 'known') {
      yield page;
      return;
    }
    yield { ...page, value: page.value.names.map((name) => toTable(session, tableArn(session, name))) };
    from = page.value.last;
  } while (from !== undefined);
}

/** One table with its stream and its key. Where it may not be described, the list says whether it is there. */
export async function readTable(session: Session, arn: string): Promise<Read<Table>> {
  const described = await readDescribed(session, arn);
  if (described.state === 'absent') return described;
  const table = toTable(session, arn);
  if (described.state !== 'known') {
    const unread = { description: described, stream: described, key: described };
    return (await isListed(session, arn)) ? known({ ...table, ...unread }) : described;
  }
  const parts = await readParts(session, described.value);
  return {
    ...described,
    value: { ...table, description: { ...described, value: toDescription(described.value) }, ...parts },
  };
}

/** What is read of a table beside its list; `taken` is given each as it comes. */
export async function readDetails(session: Session, arn: string, taken: (some: Partial<Table>) => void): Promise<void> {
  const described = await readDescribed(session, arn);
  if (described.state !== 'known') return taken({ description: described, stream: described, key: described });
  taken({ description: { ...described, value: toDescription(described.value) } });
  taken(await readParts(session, described.value));
}

/** The stream that is on under an ARN; or by its table, whichever is on. */
export async function readTableStream(
  session: Session,
  ref: { arn: string } | { table: string },
): Promise<Read<TableStream>> {
  const described = await readDescribed(session, 'arn' in ref ? tableArnOf(ref.arn) : ref.table);
  if (described.state !== 'known') return described;
  const stream = await readStream(session, described.value);
  const isOther = stream.state === 'known' && 'arn' in ref && stream.value.arn !== ref.arn;
  return isOther ? absent() : stream;
}

async function isListed(session: Session, arn: string): Promise<boolean> {
  for await (const page of listTables(session)) {
    if (page.state === 'known' && page.value.some((table) => table.arn === arn)) return true;
  }
  return false;
}

function readDescribed(session: Session, arn: string): Promise<Read<Described>> {
  return reading(session, 'dynamodb:DescribeTable', arn, () => describeTable(session, arn));
}

async function readParts(session: Session, described: Described): Promise<Pick<Table, 'stream' | 'key'>> {
  const [stream, key] = await Promise.all([readStream(session, described), readTableKey(session, described)]);
  return { stream, key };
}

/** The table goes on naming a stream that is off: only the stream itself tells (corrections §3.7). */
async function readStream(session: Session, { LatestStreamArn: arn }: Described): Promise<Read<TableStream>> {
  if (arn === undefined) return absent();
  const found = await reading(session, 'dynamodb:DescribeStream', arn, () => describeStream(session, arn));
  if (found.state !== 'known') return found;
  const { StreamStatus: status = '', StreamViewType: viewType = '', CreationRequestDateTime: createdAt } = found.value;
  if (status === 'DISABLED') return absent();
  const [own, ofTable] = await Promise.all([readPolicy(session, arn), readPolicy(session, tableArnOf(arn))]);
  return {
    ...found,
    value: {
      is: 'dynamodb-stream',
      arn,
      status,
      viewType,
      createdAt: createdAt?.toISOString() ?? null,
      policy: textOf(own),
      revision: own.state === 'known' ? own.value.revision : null,
      tablePolicy: textOf(ofTable),
    },
  };
}

function readPolicy(session: Session, arn: string): Promise<Read<StoredPolicy>> {
  return reading(session, 'dynamodb:GetResourcePolicy', arn, () => resourcePolicy(session, arn));
}

function textOf(read: Read<StoredPolicy>): Read<string> {
  return read.state === 'known' ? { ...read, value: read.value.policy } : read;
}

async function readTableKey(session: Session, described: Described): Promise<Read<Key>> {
  const encryption = encryptionOf(described);
  return encryption.type === 'OWNED' ? absent() : readKey(session, encryption.keyId);
}

/** Without a description of its encryption a table is under a key that AWS owns. */
function encryptionOf({ SSEDescription: sse }: Described): TableDescription['encryption'] {
  const isKms = sse?.SSEType === 'KMS' && sse.KMSMasterKeyArn !== undefined && sse.Status !== 'DISABLED';
  return isKms ? { type: 'KMS', keyId: sse.KMSMasterKeyArn ?? '' } : { type: 'OWNED' };
}

function toTable(session: Session, arn: string): Table {
  return {
    is: 'dynamodb-table',
    arn,
    name: tableName(arn),
    accountId: session.connection.accountId,
    region: session.region,
    connectionId: session.connection.id,
    description: { state: 'pending' },
    stream: { state: 'pending' },
    key: { state: 'pending' },
  };
}

function toDescription(table: Described): TableDescription {
  const { KeySchema = [], AttributeDefinitions = [], Replicas = [] } = table;
  const typeOf = (name: string | undefined) => AttributeDefinitions.find((one) => one.AttributeName === name);
  return {
    status: table.TableStatus ?? '',
    createdAt: table.CreationDateTime?.toISOString() ?? null,
    keys: KeySchema.map(({ AttributeName: name }) => ({ name: name ?? '', type: typeOf(name)?.AttributeType ?? '' })),
    replicas: Replicas.filter(({ RegionName }) => RegionName !== undefined).length,
    globalVersion: table.GlobalTableVersion ?? null,
    encryption: encryptionOf(table),
  };
}
