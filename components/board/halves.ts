import type { DrawnRooms } from '@/components/resource/rooms';
import type { Connection } from '@/lib/wiring/connection';
import type { ListRead } from '@/lib/wiring/inventory';
import type { Half } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import { listsOf } from './listed';

/** One account on one bank: when it was read, and which of its lists could not be. */
export type BankHalf = {
  connection: Connection;
  /** The oldest of its reads, ISO; null while nothing was read yet. */
  at: string | null;
  count: number;
  reading: boolean;
  failures: {
    is: string;
    list: ListRead['list'];
    region: string;
    read: Extract<Read<number>, { state: 'refused' | 'failed' }>;
  }[];
};

/**
 * The accounts of a bank. One whose lists were read and are empty stands aside (`without`), so that a bank names only
 * accounts that have something there, or that could not be asked.
 */
export function halvesOf(
  rooms: Pick<DrawnRooms, 'kinds' | 'resources'>,
  half: Half,
  connections: readonly Connection[],
  reads: readonly ListRead[],
  region: string | null,
) {
  const asked = connections.filter((connection) => region === null || connection.regions.includes(region));
  const lists = listsOf(rooms, half);
  const all = asked.map((connection) => bankHalf(lists, connection, reads, region));
  const empty = all.filter(({ count, reading, failures }) => count === 0 && !reading && failures.length === 0);
  const shown = all.filter((one) => !empty.includes(one));
  return shown.length > 0 ? { shown, without: empty } : { shown: all, without: [] };
}

function bankHalf(
  { ends, beside }: ReturnType<typeof listsOf>,
  connection: Connection,
  reads: readonly ListRead[],
  region: string | null,
): BankHalf {
  const lists = [...ends, ...beside];
  const own = reads.filter((read) => read.connectionId === connection.id && lists.includes(read.is));
  const regions = connection.regions.filter((one) => region === null || one === region);
  const answered = own.flatMap(({ read }) => (read.state === 'pending' ? [] : [read.at])).sort();
  return {
    connection,
    at: answered[0] ?? null,
    count: own
      .filter(({ is }) => ends.includes(is))
      .reduce((sum, { read }) => sum + (read.state === 'known' ? read.value : 0), 0),
    reading: answered.length < regions.length * lists.length,
    failures: own.flatMap(({ is, list, region: where, read }) =>
      read.state === 'refused' || read.state === 'failed' ? [{ is, list, region: where, read }] : [],
    ),
  };
}
