import { deflateRawSync } from 'node:zlib';
import { Fault } from '../service';

/** AWS packs session policies and tags into a binary form of its own; deflate comes close to its proportions. */
const packedBytesAtMost = 1_024;

/** How much of the room for session policies and tags is used, in percent; `null` when there are none. */
export function packedPercent(policies: readonly string[], tags: Record<string, string>): number | null {
  const parts = [...policies, ...Object.entries(tags).flat()];
  if (parts.length === 0) return null;
  const percent = Math.ceil((deflateRawSync(parts.join('\n')).length / packedBytesAtMost) * 100);
  if (percent <= 100) return percent;
  const message = `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`;
  throw new Fault('PackedPolicyTooLargeException', message);
}
