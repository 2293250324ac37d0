import type { Verdict } from './need';
import type { Parts } from './part';
import type { EvidenceFields } from './projection';
import type { Run } from './run';
import type { Evidence } from './view';
import type { Wire } from './wire';

/** What `GET /api/wires/{id}` answers. `evidence.parts` is what was read of each of `parts`. */
export type WireDetail = {
  wire: Wire;
  parts: Parts;
  evidence: EvidenceFields & Pick<Evidence, 'parts'>;
  verdicts: Verdict[];
  runs: Run[];
};
