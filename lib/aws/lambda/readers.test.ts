import type { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { resources } from '@/lib/wiring/resource/resources';
import type { Session } from '../session/session';
import { readers } from './readers';

const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';
const queue = 'arn:aws:sqs:us-east-1:999900009999:orders';
const reader = 'arn:aws:lambda:us-east-1:888800008888:function:reader';
const mapping = readers['event-source-mapping'];

type Held = { UUID: string; EventSourceArn: string; FunctionArn: string; State?: string };

/** An account that holds these mappings, two on a page, and answers as Lambda filters. */
function accountWith(held: Held[]): { session: Session; asked: object[] } {
  const asked: object[] = [];
  const send = async ({ input }: ListEventSourceMappingsCommand) => {
    const { EventSourceArn, FunctionName, Marker = '0' } = input;
    asked.push({ EventSourceArn, FunctionName });
    const all = held.filter(
      (one) =>
        (EventSourceArn === undefined || one.EventSourceArn === EventSourceArn) &&
        (FunctionName === undefined || one.FunctionArn.startsWith(FunctionName)),
    );
    const from = Number(Marker);
    const next = from + 2 < all.length ? String(from + 2) : undefined;
    return { EventSourceMappings: all.slice(from, from + 2), NextMarker: next };
  };
  const connection = { id: 'c', accountId: '888800008888', roleArn: 'arn:aws:iam::888800008888:role/tributary' };
  const session = { connection, region: 'us-east-1', partition: 'aws', principalArn: '', client: () => ({ send }) };
  return { session: session as unknown as Session, asked };
}

async function found(held: Held[], by: Record<string, string>): Promise<string | null> {
  const read = await mapping.read(accountWith(held).session, { by });
  return read.state === 'known' ? read.value.uuid : null;
}

const to = (FunctionArn: string, UUID: string, EventSourceArn = stream): Held => ({
  UUID,
  EventSourceArn,
  FunctionArn,
});

test('a mapping is found by what it reads and its function, one to the very function before one to an alias', async () => {
  const by = { source: stream, function: reader };
  const other = to(`${reader}-2`, 'other');
  expect(await found([other], by)).toBeNull();
  expect(await found([other, to(`${reader}:live`, 'alias')], by)).toBe('alias');
  expect(await found([to(`${reader}:live`, 'alias'), other, to(reader, 'own')], by)).toBe('own');
});

test('a mapping that is being deleted is none', async () => {
  const by = { source: stream, function: reader };
  expect(await found([{ ...to(reader, 'going'), State: 'Deleting' }], by)).toBeNull();
});

test('one whose source is made again under another ARN is found under what all of them begin with', async () => {
  const by = { under: `${stream}/consumer/efo`, function: reader };
  expect(await found([to(reader, 'plain'), to(reader, 'longer', `${stream}/consumer/efo2:1`)], by)).toBeNull();
  expect(await found([to(reader, 'plain'), to(reader, 'through', `${stream}/consumer/efo:1`)], by)).toBe('through');
  const account = accountWith([]);
  await mapping.read(account.session, { by });
  expect(account.asked).toEqual([{ EventSourceArn: undefined, FunctionName: reader }]);
});

test('mappings are listed that read a resource of the table, and no others', async () => {
  const held = [to(reader, 'one'), to(reader, 'queue', queue), to(reader, 'efo', `${stream}/consumer/efo:1`)];
  const listed = async (table: typeof resources | object) => {
    const uuids: string[] = [];
    for await (const page of mapping.list(accountWith(held).session, { by: {}, resources: { ...table } })) {
      if (page.state === 'known') uuids.push(...page.value.map(({ uuid }) => uuid));
    }
    return uuids;
  };
  expect(await listed(resources)).toEqual(['one', 'efo']);
  const queues = { ...resources['lambda-function'], arn: { service: 'sqs', resource: /^[\w-]+$/ } };
  expect(await listed({ ...resources, queue: queues })).toEqual(['one', 'queue', 'efo']);
});
