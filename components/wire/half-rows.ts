import type { Verdict, VerdictState } from '@/lib/wiring/need';

/** A fact on which both halves must agree, with what each half says about it. */
export type HalfRow = {
  row: string;
  producer: Verdict[];
  consumer: Verdict[];
  both: Verdict[];
  state: VerdictState;
  /** Nothing that the row lacks stops the wire. */
  advised: boolean;
};

const WORST_FIRST: VerdictState[] = ['denied', 'missing', 'unknown', 'depends', 'met'];

/** Puts verdicts of one row opposite each other, in the order in which the rows first come up. */
export function halfRows(verdicts: Verdict[]): HalfRow[] {
  const rows = new Map<string, HalfRow>();
  for (const verdict of verdicts) {
    const { row, side } = verdict.need;
    const found = rows.get(row) ?? { row, producer: [], consumer: [], both: [], state: 'met', advised: true };
    found[side].push(verdict);
    rows.set(row, found);
  }
  for (const row of rows.values()) {
    const all = [...row.producer, ...row.consumer, ...row.both];
    row.state = worstState(all);
    row.advised = all.every((verdict) => verdict.state === 'met' || verdict.need.weight === 'advised');
  }
  return [...rows.values()];
}

/** The state that says most about a group: a refusal before a lack, a lack before what is not known. */
function worstState(verdicts: Verdict[]): VerdictState {
  return WORST_FIRST.find((state) => verdicts.some((verdict) => verdict.state === state)) ?? 'met';
}
