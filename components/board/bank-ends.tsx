'use client';

import { memo } from 'react';
import { principalIcon } from '@/components/resource/icon';
import { useRooms } from '@/components/resource/rooms';
import { drawingOfArn, useNames } from '@/components/resource/wire-ends';
import { BankCell } from './bank-cell';
import type { Cell, ReaderEnd, SourceEnd } from './lay-board';
import { ReaderFacts } from './reader-facts';
import { SourceChip } from './source-chip';
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

/** The icon and the name of what an ARN names. */
function useLook(arn: string) {
  const rooms = useRooms();
  const nameOf = useNames();
  return { icon: drawingOfArn(rooms, arn)?.icon ?? principalIcon, name: nameOf(arn) };
}

/** A source on the left bank. Drawn again only when something of it changed, so that scrolling stays smooth. */
export const SourceCell = memo(function SourceCell({ cell, place, ...rest }: Props<SourceEnd>) {
  const { arn, source, gone } = cell.end;
  return (
    <BankCell
      side="left"
      position={cell.position}
      {...useLook(arn)}
      facts={<SourceFacts source={source} arn={arn} place={place} gone={gone} />}
      chip={source ? <SourceChip source={source} /> : null}
      {...rest}
    />
  );
});

/** A reader, or the principal of a grant, on the right bank. */
export const ReaderCell = memo(function ReaderCell({ cell, place, ...rest }: Props<ReaderEnd>) {
  return (
    <BankCell
      side="right"
      position={cell.position}
      {...useLook(cell.end.arn)}
      facts={<ReaderFacts end={cell.end} place={place} />}
      {...rest}
    />
  );
});
