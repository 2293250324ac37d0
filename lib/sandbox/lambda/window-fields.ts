import type { WindowPart } from './event-source';
import type { MappingRecord } from './lambda-state';

/** What a tumbling window adds to the event of a stream. */
export function windowFields({ window, shardId, final }: WindowPart, mapping: MappingRecord) {
  return {
    window: { start: instant(window.start), end: instant(window.end) },
    state: window.state,
    shardId,
    eventSourceARN: mapping.sourceArn,
    isFinalInvokeForWindow: final,
    isWindowTerminatedEarly: false,
  };
}

/** As Java writes instants: whole seconds without a fraction. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
