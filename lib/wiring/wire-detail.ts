import type { ListedThing } from './inventory';
import type { Verdict } from './need';
import type { Parts } from './part';
import type { EvidenceFields } from './projection';
import type { Read } from './read';
import type { Run } from './run';
import type { Evidence } from './view';
import type { Wire } from './wire';

/** A stream, or what else this kind of wire reads. */
type EvidenceSource = Extract<EvidenceFields['source'], { state: 'known' }>['value'] | ListedThing;

/** What `GET /api/wires/{id}` answers. `evidence.parts` is what was read of each of `parts`. */
export type WireDetail = {
  wire: Wire;
  parts: Parts;
  evidence: Omit<EvidenceFields, 'source'> & { source: Read<EvidenceSource> } & Pick<Evidence, 'parts'>;
  verdicts: Verdict[];
  runs: Run[];
};
