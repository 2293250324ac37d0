'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { When } from '@/components/ui/age';
import { Name } from '@/components/ui/name';
import { StatusBadge } from '@/components/wire/status-badge';
import { streamName } from '@/lib/wiring/arn';
import type { Wire } from '@/lib/wiring/inventory';
import { readerName } from './reader-name';

const columns = ['status', 'source', 'producer', 'reader', 'consumer', 'state', 'result', 'since'] as const;

/** The same wires as a table, for screen readers and for whoever likes tables. */
export function WireTable({ wires, names }: { wires: Wire[]; names: ReadonlyMap<string, string> }) {
  const t = useTranslations('board');
  return (
    <section aria-label={t('table')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left whitespace-nowrap">
        <caption className="sr-only">{t('table')}</caption>
        <thead className="bg-bank text-sm text-ink-2">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="border-b border-line px-3 py-2 font-medium">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wires.map((wire) => (
            <tr key={wire.id} className="border-b border-line last:border-b-0">
              <td className="px-3 py-2">
                <StatusBadge status={wire.status} />
              </td>
              <th scope="row" className="px-3 py-2 font-semibold">
                <Link href={`/wires/${wire.id}`} className="underline underline-offset-2">
                  <Name text={streamName(wire.sourceArn)} />
                </Link>
              </th>
              <td className="px-3 py-2">{names.get(wire.producer.accountId) ?? wire.producer.accountId}</td>
              <td className="px-3 py-2">
                <Name text={readerName(wire)} />
              </td>
              <td className="px-3 py-2">{names.get(wire.consumer.accountId) ?? wire.consumer.accountId}</td>
              <td className="mono px-3 py-2">{wire.mapping?.state ?? '–'}</td>
              <td className="mono min-w-96 px-3 py-2 whitespace-normal">
                {wire.mapping ? (wire.mapping.lastProcessingResult ?? t('noResult')) : t(`shape.${wire.shape}`)}
              </td>
              <td className="px-3 py-2">{wire.since ? <When at={wire.since} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
