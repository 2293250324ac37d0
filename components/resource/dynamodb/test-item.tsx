'use client';

import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { type Table, testMark } from '@/lib/wiring/resource/dynamodb';
import type { TestingProps } from '../testing';

/** The item that is put, attribute by attribute: the table’s own key attributes, what a person gives, and a mark. */
export function TestItem({ thing }: TestingProps) {
  const t = useTranslations('trace.item');
  const description = thing?.is === 'dynamodb-table' ? (thing as Table).description : null;
  const keys = description?.state === 'known' ? description.value.keys : null;
  const named = (keys ?? []).map(({ name }) => name);
  const attributes = [
    ...(keys ?? []).map(({ name, type }) => ({ name, type, value: t(type === 'N' ? 'number' : 'key') })),
    ...(named.includes('data') ? [] : [{ name: 'data', type: 'S', value: t('data') }]),
    { name: testMark(named), type: 'S', value: t('mark') },
  ];
  return (
    <div className="grid w-full gap-1">
      <p className="font-medium">{t('title')}</p>
      {keys === null ? <p className="text-sm text-ink-2">{t('keys')}</p> : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-lg border border-line bg-bank px-3 py-2 text-sm">
        {attributes.map(({ name, type, value }) => (
          <Fragment key={name}>
            <dt className="mono wrap-anywhere">
              {name} <span className="text-ink-3">{type}</span>
            </dt>
            <dd className="text-ink-2">{value}</dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}
