import { listRuns } from '@/lib/store/runs';
import type { Wire } from '@/lib/wiring/inventory';
import { keysOpenedByRuns } from '../wire/granted-by-runs';

/**
 * Wires whose stream was moved to another key: a run of ours opened one, and the one that is closed is another. The
 * stream itself does not tell which key it had before.
 */
export async function withChangedKeys(wires: readonly Wire[]): Promise<Wire[]> {
  return Promise.all(
    wires.map(async (wire) => {
      const { because } = wire;
      if (because.key !== 'status.key-ungranted') return wire;
      const opened = keysOpenedByRuns(await listRuns({ wireId: wire.id }));
      const changed = opened.length > 0 && !opened.includes(String(because.values?.key));
      return changed ? { ...wire, because: { ...because, key: 'status.key-changed' } } : wire;
    }),
  );
}
