import type { Connection } from '@/lib/wiring/connection';
import type { Half, ListRead } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';

/** One account on one bank: when it was read, and which of its lists could not be. */
export type BankHalf = {
  connection: Connection;
  /** The oldest of its reads, ISO; null while nothing was read yet. */
  at: string | null;
  count: number;
  reading: boolean;
  failures: { list: ListRead['list']; region: string; read: Extract<Read<number>, { state: 'refused' | 'failed' }> }[];
};

const lists: Record<Half, ListRead['list'][]> = { producer: ['streams'], consumer: ['functions', 'mappings'] };

/**
 * The accounts of a bank. One whose lists were read and are empty stands aside (`without`), so that a bank names only
 * accounts that have something there, or that could not be asked.
 */
export function halvesOf(
  half: Half,
  connections: readonly Connection[],
  reads: readonly ListRead[],
  region: string | null,
) {
  const asked = connections.filter((connection) => region === null || connection.regions.includes(region));
  const all = asked.map((connection) => bankHalf(half, connection, reads, region));
  const empty = all.filter(({ count, reading, failures }) => count === 0 && !reading && failures.length === 0);
  const shown = all.filter((one) => !empty.includes(one));
  return shown.length > 0 ? { shown, without: empty } : { shown: all, without: [] };
}

function bankHalf(half: Half, connection: Connection, reads: readonly ListRead[], region: string | null): BankHalf {
  const own = reads.filter((read) => read.connectionId === connection.id && lists[half].includes(read.list));
  const regions = connection.regions.filter((one) => region === null || one === region);
  const answered = own.flatMap(({ read }) => (read.state === 'pending' ? [] : [read.at])).sort();
  return {
    connection,
    at: answered[0] ?? null,
    count: own
      .filter(({ list }) => list !== 'mappings')
      .reduce((sum, { read }) => sum + (read.state === 'known' ? read.value : 0), 0),
    reading: answered.length < regions.length * lists[half].length,
    failures: own.flatMap(({ list, region: where, read }) =>
      read.state === 'refused' || read.state === 'failed' ? [{ list, region: where, read }] : [],
    ),
  };
}
