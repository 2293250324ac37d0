import type { Change } from './plan';

/** Principals that are gone are taken out, or AWS would refuse the whole document (domain: failures F56, F69). */
export function droppedNote(dropped: readonly string[]): Pick<Change, 'notes'> {
  if (dropped.length === 0) return {};
  return {
    notes: [{ key: 'note.dead-principals', values: { count: dropped.length, principals: dropped.join(', ') } }],
  };
}
