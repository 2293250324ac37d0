import { streamName } from '../arn';
import type { LambdaFunction, Mapping, Source, StatusCode, Wire, WireStatus } from '../inventory';
import type { Values } from '../said';

/** Worst first: the order of the board. */
export const statusOrder: readonly WireStatus[] = [
  'broken',
  'failing',
  'half',
  'unknown',
  'changing',
  'paused',
  'idle',
  'flowing',
];

export type MappedEnds = {
  mapping: Mapping;
  /** `undefined` while its account's list is not read; `null` when the list was read and it is not there. */
  source: Source | null | undefined;
  function: LambdaFunction | null | undefined;
  /** What the stream's account, as far as it was read, lacks for it. */
  trouble: Trouble | null;
};

type Judged = { status: WireStatus } & Reason;

/** What stands in a mapped wire's way on the side of the stream's account. */
export type Trouble = { status: 'broken' | 'half' } & Reason;

/** Why a wire has its status: a code, and its words. */
export type Reason = Pick<Wire, 'code' | 'because'>;

export function reason(code: StatusCode, values?: Values): Reason {
  return { code, because: { key: `status.${code}`, ...(values ? { values } : {}) } };
}

const changing = ['Creating', 'Enabling', 'Updating', 'Disabling', 'Deleting'];

/**
 * One word for a mapped wire, by a fixed priority so that it does not flicker (domain: metrics §3). `State` is a free
 * string and stays `Enabled` when the function, the stream or a right is gone; `LastProcessingResult` is read by prefix.
 */
export function statusOf({ mapping, source, function: reader, trouble }: MappedEnds): Judged {
  const { state, lastProcessingResult: result } = mapping;
  if (changing.includes(state)) return { status: 'changing', ...reason('changing', { state }) };
  if (reader === null) return { status: 'broken', ...reason('function-gone') };
  if (source === null) return { status: 'broken', ...reason('source-gone') };
  if (state === 'Disabled') return { status: 'paused', ...reason('paused') };
  if (state !== 'Enabled') return { status: 'unknown', ...reason('unknown-state', { state }) };
  if (trouble?.status === 'broken') return trouble;
  if (result?.startsWith('PROBLEM: Function call failed')) {
    return { status: 'failing', ...reason('function-failing') };
  }
  if (result?.startsWith('PROBLEM')) return { ...(trouble ?? reason('problem')), status: 'broken' };
  if (trouble) return trouble;
  if (result === 'OK') return { status: 'flowing', ...reason('flowing') };
  if (result === 'No records processed') return { status: 'idle', ...reason('idle') };
  return { status: 'unknown', ...reason('unknown-result') };
}

/** Worst first; of the same status by name, so that nothing jumps when the lists are read again. */
export function worstFirst<T extends Pick<Wire, 'status' | 'sourceArn' | 'readerArn'>>(wires: readonly T[]): T[] {
  return wires
    .map((wire) => ({
      wire,
      rank: statusOrder.indexOf(wire.status),
      name: `${streamName(wire.sourceArn)} ${wire.readerArn}`,
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ wire }) => wire);
}
