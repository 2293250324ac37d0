import { expect, test } from 'vitest';
import { parcelReading } from '@/lib/trial/parcel/rooms';
import { settle } from '@/lib/wiring/discover/settle';
import { listedOthers } from './listed-others';

test('an account of the wire that no connection reaches was not looked at', async () => {
  const kind = parcelReading.rooms.kinds.find(({ joins, pulse }) => !joins && pulse !== null);
  if (!kind) throw new Error('no kind whose wires no single thing tells');
  const chosen = {
    source: 'arn:aws:parcel:us-east-1:999900009999:queue/orders',
    reader: 'arn:aws:iam::888800008888:role/reader',
    target: 'arn:aws:parcel:us-east-1:777700007777:queue/forwarded',
    forwarderRole: 'arn:aws:iam::999900009999:role/forwarder',
    forwarderName: 'forwarded',
  };
  const nothing = { state: 'pending' } as const;
  const rest = { others: nothing, ours: [] };
  const view = settle(parcelReading.rooms.resources, kind, chosen, rest, () => nothing);
  const wire = { id: 'abcdef012345', kind, chosen, connectionFor: () => null };
  const others = await listedOthers(wire, view, parcelReading);
  const unseen = others.state === 'known' ? others.value.unseen : [];
  expect(new Set(unseen.map(({ accountId }) => accountId))).toEqual(
    new Set(['999900009999', '888800008888', '777700007777']),
  );
});
