import { arnOf } from '../arn';
import type { NeededAction } from '../code';
import type { Message } from '../message';
import { missingOf, type Need } from '../need';
import { isLetInOnTable, streamActions, type TableStream } from '../resource/dynamodb';
import { futureStreamArn, tableArnOf, tableName, withoutLabel } from '../resource/dynamodb-arn';
import { type ViewType, viewTypes } from '../resource/view-type';
import { settings } from '../setting/settings';
import { readOf, type View } from '../view';
import { mappingPart, mappingStep } from './event-source-mapping';
import { factNeed, grantNeed } from './grant';
import type { Given, Kind, MakeStep, Making } from './kind';
import { keptMapping } from './kinesis';
import { functionActive, logActions, logNeeds, readerKept, readerParts, sameRegion, trustNeed } from './lambda-reader';
import { joinedBy } from './mapped-sources';
import { keyNeedsOf, keyPartsOf, unreadKeys } from './shared-key';
import {
  mappingOnStream,
  named,
  readableTable,
  streamHasRoom,
  streamOn,
  tableActive,
  tableOf,
  tablePart,
  tableRead,
  tableStreamOf,
  tableStreamPart,
  takesPolicies,
} from './table';
import { grantedReaders, mappedTables } from './table-wires';

const mappingPage = 'https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html';
const readersPage = 'https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html';
const sharingPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html';
const streamsPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html';
const encryptionPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html';
const managedPage =
  'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaDynamoDBExecutionRole.html';

/** Only the role’s own policies can give it: in the policy of a stream AWS refuses it (domain: wirings D1 (a)). */
const listing = 'dynamodb:ListStreams';

/** `AWSLambdaDynamoDBExecutionRole`, version 1 (domain: wirings D1 (b)). */
function managedPolicy(view: View) {
  const { partition } = arnOf(view.arn('role'));
  return {
    arn: `arn:${partition}:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole`,
    actions: [...streamActions, listing, ...logActions],
  };
}

function facts(): Need[] {
  return [
    factNeed('same-region', 'both', 'region', mappingPage),
    factNeed('table-active', 'producer', 'resource', streamsPage),
    factNeed('function-active', 'consumer', 'resource', mappingPage),
    factNeed('takes-policies', 'producer', 'sharing', sharingPage),
    factNeed('readable-encryption', 'producer', 'encryption', encryptionPage),
    factNeed('stream-on', 'producer', 'table-stream', streamsPage),
    factNeed('mapping-on-stream', 'consumer', 'table-stream', mappingPage),
    factNeed('stream-has-room', 'producer', 'readers', readersPage),
  ];
}

/** Both accounts must let the role read the stream. */
function streamNeeds(view: View): Need[] {
  const ofRole = (action: NeededAction, sid: string, resource?: string) =>
    grantNeed(view, {
      asker: 'role',
      action,
      of: 'via',
      in: { part: 'role', slot: 'identity', sid },
      source: managedPage,
      ...(resource ? { resource } : {}),
    });
  const ofStream = (action: NeededAction) =>
    grantNeed(view, {
      asker: 'role',
      action,
      of: 'via',
      in: { part: 'via', slot: 'resource', sid: 'Read' },
      source: sharingPage,
    });
  return [
    ...streamActions.flatMap((action) => [ofStream(action), ofRole(action, 'ReadTableStream')]),
    ofRole(listing, 'ListHasNoResource', '*'),
  ];
}

/** How DynamoDB decrypts for whoever reads a stream; that it describes the key first is not AWS's word (wirings D1 (c)). */
function keyNeeds(view: View): Need[] {
  const { region, accountId } = arnOf(view.arn('source'));
  const context = {
    'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
    'kms:EncryptionContext:aws:dynamodb:tableName': tableName(view.arn('source')),
    'kms:EncryptionContext:aws:dynamodb:subscriberId': accountId,
    'kms:CallerAccount': arnOf(view.arn('role')).accountId,
  };
  const condition = ['kms:ViaService'];
  return keyNeedsOf(view, {
    asked: ['kms:DescribeKey'],
    context,
    condition,
    sid: 'DecryptTable',
    source: encryptionPage,
  });
}

function viewTypeOf({ chosen }: Pick<View, 'chosen'>): ViewType {
  return viewTypes.find((one) => one === chosen.viewType) ?? settings.viewType.initial;
}

const switching: MakeStep = {
  make: 'via',
  changes(view, verdicts): Making[] {
    const answers = missingOf(verdicts, ({ id }) => id === 'stream-on');
    if (answers.length === 0) return [];
    const viewType = viewTypeOf(view);
    const notes: Message[] = [{ key: 'note.stream-switched-on', values: { ...named(view), viewType } }];
    return [
      { glyph: 'add', answers, notes, call: { call: 'dynamodb:UpdateTable', tableArn: view.arn('source'), viewType } },
    ];
  },
  unmake(view, thing) {
    const { arn: off, viewType } = thing as TableStream;
    return { call: 'dynamodb:UpdateTable', tableArn: view.arn('source'), viewType: viewType as ViewType, off };
  },
  loses: (view) => [{ key: 'note.stream-switched-off', values: named(view) }],
};

/** A stream’s ARN stands for its table, whichever label it has. */
function choose({ chosen }: Given): ReturnType<NonNullable<Kind['choose']>> {
  const { viewType } = chosen;
  if (viewType !== undefined && !viewTypes.some((one) => one === viewType)) {
    return { problem: 'bad-view-type', values: { viewType: String(viewType).slice(0, 80) } };
  }
  return { chosen: { ...chosen, source: tableArnOf(chosen.source) } };
}

/** What stays when a wire goes: its ends, where they are there or may be. */
function endsKept(view: View): Message[] {
  const isGone = readOf(view, 'source').state === 'absent';
  return [...(isGone ? [] : [{ key: 'keeps.table' as const, values: named(view) }]), ...readerKept(view)];
}

/** Keys of which cannot be told whether anything of ours is on them, or whether there is one at all. */
function keysUnread(view: View): Message[] {
  const table = tableOf(view.evidence.parts);
  const present =
    table.state === 'known'
      ? { described: table.value.description, key: table.value.key }
      : { described: table, key: table };
  return unreadKeys(view, present, { key: 'keeps.table-key-unseen', values: named(view) });
}

function streamKept(view: View): Message[] {
  const stream = tableStreamOf(view.evidence.parts);
  if (stream.state !== 'known') return [];
  const { viewType } = stream.value;
  return [
    { key: 'keeps.table-stream', values: { ...named(view), viewType } },
    ...(isLetInOnTable(stream.value, view.arn('role'))
      ? [{ key: 'keeps.table-policy' as const, values: named(view) }]
      : []),
  ];
}

/** D1: Lambda reads the stream of another account's DynamoDB table. */
export const dynamodb: Kind = {
  id: 'dynamodb',
  source: 'dynamodb-table',
  via: 'dynamodb-stream',
  reader: 'lambda-function',
  reads: 'via',
  actsFor: 'reader',
  choose,
  asks: ['viewType', 'roleGrant', 'keyGrant'],
  refuses: { startingPosition: ['AT_TIMESTAMP'] },
  lists: ['dynamodb-table', 'lambda-function', 'event-source-mapping'],
  find: (index) => [...mappedTables(index), ...grantedReaders(index)],
  joins: joinedBy(tableRead),
  parts: (seen) => {
    const table = tableOf(seen.parts);
    return {
      source: tablePart(seen),
      via: tableStreamPart(seen),
      ...readerParts(seen),
      ...keyPartsOf(seen, table.state === 'known' ? table.value.key : null),
      mapping: mappingPart(seen, { under: withoutLabel(futureStreamArn(seen.chosen.source)) }),
    };
  },
  needs: (view) => [...facts(), trustNeed(view), ...streamNeeds(view), ...logNeeds(view), ...keyNeeds(view)],
  facts: {
    'same-region': sameRegion,
    'table-active': tableActive,
    'function-active': functionActive,
    'takes-policies': takesPolicies,
    'readable-encryption': readableTable,
    'stream-on': streamOn,
    'mapping-on-stream': mappingOnStream,
    'stream-has-room': streamHasRoom,
  },
  checks: [
    { need: 'same-region', as: 'same-region' },
    { need: 'table-active', as: 'table-active' },
    { need: 'takes-policies', as: 'takes-policies' },
    { need: 'readable-encryption', as: 'readable-encryption' },
    { need: 'stream-on', as: 'stream-on' },
    { need: 'stream-has-room', as: 'stream-has-room' },
    { need: 'function-active', as: 'function-active' },
    { need: 'consumer:trust-policy:sts:AssumeRole', as: 'trusted-by-lambda' },
  ],
  // A policy is on the stream, so that is on first; creating a mapping tests every grant (domain: wirings D1, order).
  steps: [
    { grant: 'role', slot: 'identity' },
    switching,
    { grant: 'via', slot: 'resource' },
    { grant: 'key', slot: 'resource' },
    mappingStep('via', { need: 'mapping-on-stream', lost: 'mapping-on-old-stream', again: 'TRIM_HORIZON' }),
  ],
  managed: managedPolicy,
  pulse: 'mapping',
  costs: (view, made) => (made.includes('via') ? [{ key: 'cost.table-stream', values: named(view) }] : []),
  stays: {
    made: (view, changes) => [...streamKept(view), ...keptMapping(view, changes)],
    removed: (view) => [...endsKept(view), ...keysUnread(view)],
  },
};
