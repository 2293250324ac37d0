import { listRuns } from '@/lib/store/runs';
import { streamArnOf } from '@/lib/wiring/arn';
import { reason } from '@/lib/wiring/discover/status';
import type { Wire } from '@/lib/wiring/inventory';
import { openedByRuns } from '../wire/granted-by-runs';

/**
 * Wires whose stream was moved to another key: a run of ours opened one, and the one that is closed is another. The
 * stream itself does not tell which key it had before.
 */
export async function withChangedKeys(wires: readonly Wire[]): Promise<Wire[]> {
  return Promise.all(
    wires.map(async (wire) => {
      const { because, code } = wire;
      if (code !== 'key-ungranted') return wire;
      const opened = openedByRuns(await listRuns({ wireId: wire.id })).filter(
        (arn) => streamArnOf(arn) !== wire.sourceArn,
      );
      const changed = opened.length > 0 && !opened.includes(String(because.values?.key));
      return changed ? { ...wire, ...reason('key-changed', because.values) } : wire;
    }),
  );
}
