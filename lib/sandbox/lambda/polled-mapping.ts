import { recordMetric } from '../cloudwatch/series';
import type { Poll } from './event-source';
import { lambdaState } from './lambda-state';
import { stateOfMapping } from './mapping-settings';

type EventCount =
  | 'PolledEventCount'
  | 'FilteredOutEventCount'
  | 'InvokedEventCount'
  | 'FailedInvokeEventCount'
  | 'DroppedEventCount'
  | 'OnFailureDestinationDeliveredEventCount';

/** Measures a mapping's own counts, which exist only where `MetricsConfig` asks for them. */
export function countEvents({ world, clock, accountId, region, mapping }: Poll, name: EventCount, value: number): void {
  if (!mapping.settings.eventCount) return;
  recordMetric(world, accountId, region, {
    namespace: 'AWS/Lambda',
    name,
    dimensions: [{ name: 'EventSourceMappingUUID', value: mapping.uuid }],
    value,
    unit: 'Count',
    at: clock.now(),
  });
}

export function measureFunction(
  { world, clock, accountId, region, record }: Poll,
  name: 'IteratorAge' | 'DestinationDeliveryFailures',
  value: number,
): void {
  recordMetric(world, accountId, region, {
    namespace: 'AWS/Lambda',
    name,
    dimensions: [{ name: 'FunctionName', value: record.name }],
    value,
    unit: name === 'IteratorAge' ? 'Milliseconds' : 'Count',
    at: clock.now(),
  });
}

/** Whether the mapping still polls: it may be paused, changed or deleted while its function runs. */
export function stillPolls({ world, clock, accountId, region, mapping }: Poll): boolean {
  return (
    lambdaState(world, accountId, region).mappings.get(mapping.uuid) === mapping &&
    stateOfMapping(mapping, clock) === 'Enabled'
  );
}
