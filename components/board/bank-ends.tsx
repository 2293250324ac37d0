'use client';

import { memo } from 'react';
import { functionName, roleName, streamName } from '@/lib/wiring/arn';
import { BankCell } from './bank-cell';
import type { Cell, ReaderEnd, SourceEnd } from './lay-board';
import { ReaderFacts } from './reader-facts';
import { SharingChip } from './sharing-chip';
import { SourceFacts } from './source-facts';

type Props<T> = {
  cell: Cell<T>;
  /** How many places the bank has. */
  of: number;
  place: string | null;
  selected: boolean;
  top: number;
  height: number;
};

/** A source on the left bank. Drawn again only when something of it changed, so that scrolling stays smooth. */
export const SourceCell = memo(function SourceCell({ cell, place, ...rest }: Props<SourceEnd>) {
  const { arn, source, gone } = cell.end;
  return (
    <BankCell
      side="left"
      position={cell.position}
      icon="stream"
      name={streamName(arn)}
      facts={<SourceFacts source={source} arn={arn} place={place} gone={gone} />}
      chip={source ? <SharingChip source={source} /> : null}
      {...rest}
    />
  );
});

/** A function, or the role of a grant, on the right bank. */
export const ReaderCell = memo(function ReaderCell({ cell, place, ...rest }: Props<ReaderEnd>) {
  const { arn, isFunction } = cell.end;
  return (
    <BankCell
      side="right"
      position={cell.position}
      icon={isFunction ? 'function' : 'role'}
      name={isFunction ? functionName(arn) : roleName(arn)}
      facts={<ReaderFacts end={cell.end} place={place} />}
      {...rest}
    />
  );
});
