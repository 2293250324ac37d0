import { parsePolicy, type Statement } from '@/lib/policy/document';
import { globMatches, globOf, marked } from '@/lib/policy/glob';
import { type NamedPrincipal, principalsOf } from '@/lib/policy/inspect';
import { accountOf } from '../arn';
import type { Read } from '../read';
import { futureStreamArn, tableArnOf, tableName, withoutLabel } from './dynamodb-arn';
import type { Key } from './kms';
import { onlyPolicy } from './only-policy';
import type { Listing, Resource } from './resource';
import type { Encryption } from './stream-encryption';
import { type Sharing, sharingThrough } from './stream-sharing';
import type { ViewType } from './view-type';

/** A DynamoDB table as its account shows it. A list gives only its name. */
export type Table = {
  is: 'dynamodb-table';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  description: Read<TableDescription>;
  /** The stream that is on, or on its way; `absent` while there is none. */
  stream: Read<TableStream>;
  /** The key it is encrypted with; `absent` when that is one of DynamoDB's own. */
  key: Read<Key>;
};

export type TableDescription = {
  /** As AWS says it: CREATING, ACTIVE, UPDATING, DELETING… */
  status: string;
  createdAt: string | null;
  /** Its partition key, and where it has one its sort key. */
  keys: { name: string; type: 'S' | 'N' | 'B' | string }[];
  /** In how many other Regions it is replicated. */
  replicas: number;
  /** Which sort of global table it is; `null` for one that is none. */
  globalVersion: string | null;
  encryption: { type: 'OWNED' } | { type: 'KMS'; keyId: string };
};

/** A table's stream. Switched off and on again it has another ARN (wirings §0.2). */
export type TableStream = {
  is: 'dynamodb-stream';
  arn: string;
  /** As AWS says it: ENABLING, ENABLED, DISABLING. */
  status: string;
  viewType: ViewType | string;
  createdAt: string | null;
  /** `absent` when there is none. */
  policy: Read<string>;
  revision: string | null;
  /** The policy on its table, which decides nothing about reading the stream (corrections §3.8). */
  tablePolicy: Read<string>;
};

/** What a poller does with a table's stream, as far as others can let it (domain: wirings D1 (a)). */
export const streamActions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'] as const;

/** Whether the table's policy lets a role, itself or with its account, do what only the policy on the stream can let it. */
export function isLetInOnTable({ tablePolicy }: Pick<TableStream, 'tablePolicy'>, roleArn: string): boolean {
  const named = tablePolicy.state === 'known' ? allowedBy(tablePolicy.value, streamActions) : null;
  const account = accountOf(roleArn) ?? '';
  const whole = (value: string) => value === account || value.endsWith(`:${account}:root`);
  return (named ?? []).some(({ value }) => value === roleArn || whole(value));
}

/** Whom a policy allows one of these actions, whatever its resources and conditions; `null` where it does not parse. */
export function allowedBy(policy: string, actions: readonly string[]): NamedPrincipal[] | null {
  const parsed = parsePolicy(policy);
  if (!parsed.ok) return null;
  const statements = parsed.document.statements.filter((one) => isAbout(one, actions));
  return principalsOf({ ...parsed.document, statements }).filter(({ effect }) => effect === 'Allow');
}

function isAbout(statement: Statement, asked: readonly string[]): boolean {
  const { actions, notActions } = statement;
  const globs = (actions ?? notActions ?? []).map((action) => globOf(marked(action.toLowerCase())));
  const isNamed = (action: string) => globs.some((glob) => globMatches(glob, action.toLowerCase()));
  return asked.some((action) => isNamed(action) === (actions !== null));
}

/** What a table is encrypted with, as far as reading its stream from another account goes. */
export function tableEncryptionOf({ description, key }: Pick<Table, 'description' | 'key'>): Encryption {
  if (description.state !== 'known') return { state: 'unread', read: description };
  const { encryption } = description.value;
  if (encryption.type === 'OWNED') return { state: 'none' };
  const named = encryption.keyId;
  if (key.state === 'absent') return { state: 'gone', named };
  if (key.state !== 'known') return { state: 'unread', read: key };
  return key.value.manager === 'AWS' ? { state: 'aws-managed', named } : { state: 'customer', named, key: key.value };
}

/** What the policy on a table's stream and its encryption say about other accounts reading it. */
export function tableSharingOf(table: Table): Sharing {
  if (tableEncryptionOf(table).state === 'aws-managed') return { state: 'unshareable' };
  const { stream, accountId } = table;
  return sharingThrough(stream.state === 'known' ? stream.value.policy : stream, accountId);
}

/** The attribute by which a test item is known, to us and in the function's log; no key attribute has its name. */
export function testMark(keys: readonly string[]): string {
  let mark = 'tributaryTest';
  while (keys.includes(mark)) mark += '-mark';
  return mark;
}

const table: Resource<Table, Listing> = {
  arn: { service: 'dynamodb', resource: /^table\/[\w.-]{3,255}$/ },
  name: tableName,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:dynamodb:${region}:${accountId}:table/-`,
  documents: {},
  gone: () => ({ code: 'table-gone' }),
  endGone: 'table-gone',
  problems: { absent: 'table-gone' },
  inUse: (arn) => ({ code: 'grant-in-use', values: { stream: tableName(arn) } }),
  listing: { in: 'sources', name: 'tables' },
};

const stream: Resource<TableStream> = {
  arn: {
    service: 'dynamodb',
    foretold: /^table\/[\w.-]{3,255}\/stream\/{label}$/,
    resource: /^table\/[\w.-]{3,255}\/stream\/[^/{}]+$/,
  },
  name: tableName,
  stable: withoutLabel,
  within: tableArnOf,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:dynamodb:${region}:${accountId}:table/-/stream/-`,
  foretold: ({ table: arn = '' }) => futureStreamArn(arn),
  // What a role may do outlasts the label (wirings D1).
  identityPattern: (arn) => `${withoutLabel(arn)}/*`,
  documents: {
    resource: {
      as: 'resource',
      name: 'stream-policy',
      texts: ({ policy, revision }) =>
        onlyPolicy('stream-policy', policy).map((list) =>
          list.state === 'known' ? { ...list, value: list.value.map((one) => ({ ...one, revision })) } : list,
        ),
      unread: 'stream-policy-read',
      replacedBy: {
        code: 'policy-on-table',
        values: (thing, _opened, asker) => (isLetInOnTable(thing, asker) ? named(thing.arn) : null),
      },
      writing: {
        whole: {
          // Blanks included (wirings §0.4).
          mostBytes: 20_480,
          resource: 'arn',
          call: ({ arn, before, after, revision }) => {
            const written = { streamArn: arn, expected: before, revision: revision ?? null };
            return after === null
              ? { call: 'dynamodb:DeleteResourcePolicy', ...written, expected: before ?? '' }
              : { call: 'dynamodb:PutResourcePolicy', ...written, policy: after };
          },
        },
      },
    },
  },
  gone: (arn) => ({ code: 'stream-off', values: named(arn) }),
  inUse: (arn) => ({ code: 'table-stream-in-use', values: { table: tableName(arn) } }),
  kept: {
    statements: (arn, values) => ({ key: 'keeps.table-stream-statements', values: { ...values, ...named(arn) } }),
    unread: (arn) => ({ key: 'keeps.table-stream-unread', values: named(arn) }),
    unparsed: (arn) => ({ key: 'keeps.table-stream-unparsed', values: named(arn) }),
    shared: (arn, values) => ({ key: 'keeps.table-stream-shared', values: { ...values, ...named(arn) } }),
    'in-use': (arn) => ({ key: 'keeps.table-stream-in-use', values: named(arn) }),
    'of-others': (arn) => ({ key: 'keeps.table-stream-of-others', values: named(arn) }),
  },
  ungranted: (arn) => ({ code: 'table-stream-ungranted', values: named(arn) }),
};

function named(arn: string): { table: string } {
  return { table: tableName(arn) };
}

export const resources = { 'dynamodb-stream': stream, 'dynamodb-table': table };
