import type { Evidence } from './evidence';
import type { Wire } from './inventory';
import type { Verdict } from './need';
import type { Run } from './run';

/** What `GET /api/wires/{id}` answers. */
export type WireDetail = { wire: Wire; evidence: Evidence; verdicts: Verdict[]; runs: Run[] };
