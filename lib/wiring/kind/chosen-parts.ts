import type { PartName } from '../part';
import type { Chosen } from '../view';
import type { Kind, NamedPart } from './kind';

/** The parts of a wire as far as what was chosen names them, with nothing read. */
export function chosenParts(kind: Kind, chosen: Chosen): Readonly<Record<PartName, NamedPart>> {
  return kind.parts({ chosen, parts: {}, ours: [], at: '' });
}
