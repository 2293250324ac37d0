import type { MappingSettings } from './inventory';
import type { Call, Place } from './plan';

/** One argument as a POSIX shell reads it back. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function command(
  place: Place,
  service: string,
  verb: string,
  options: [name: string, value: string | number][],
): string {
  const lines = options.map(([name, value]) => `  --${name} ${quoted(String(value))}`);
  if (service !== 'iam') lines.push(`  --region ${place.region}`);
  return [`aws ${service} ${verb}`, ...lines].join(' \\\n');
}

function updatableOptions(settings: MappingSettings): [string, string | number][] {
  return [
    ['batch-size', settings.batchSize],
    ['maximum-batching-window-in-seconds', settings.batchingWindowSeconds],
    ['parallelization-factor', settings.parallelizationFactor],
    ['maximum-record-age-in-seconds', settings.maximumRecordAgeSeconds],
    ['maximum-retry-attempts', settings.maximumRetryAttempts],
    ['tumbling-window-in-seconds', settings.tumblingWindowSeconds],
    ['function-response-types', settings.reportBatchItemFailures ? 'ReportBatchItemFailures' : '[]'],
    ['destination-config', JSON.stringify({ OnFailure: { Destination: settings.onFailureDestinationArn ?? '' } })],
    ['filter-criteria', JSON.stringify({ Filters: settings.filters.map((Pattern) => ({ Pattern })) })],
    ['metrics-config', JSON.stringify({ Metrics: settings.metrics })],
  ];
}

function flags(settings: MappingSettings): string {
  const bisect = settings.bisectBatchOnFunctionError
    ? '--bisect-batch-on-function-error'
    : '--no-bisect-batch-on-function-error';
  return `  ${settings.enabled ? '--enabled' : '--no-enabled'} \\\n  ${bisect}`;
}

/** Leaves out what a new mapping has anyway: `Create` refuses some empty values that `Update` needs. */
function newMappingOptions(settings: MappingSettings): [string, string | number][] {
  const needless = new Set([
    ...(settings.reportBatchItemFailures ? [] : ['function-response-types']),
    ...(settings.onFailureDestinationArn ? [] : ['destination-config']),
    ...(settings.filters.length ? [] : ['filter-criteria']),
    ...(settings.metrics.length ? [] : ['metrics-config']),
    ...(settings.tumblingWindowSeconds ? [] : ['tumbling-window-in-seconds']),
  ]);
  return updatableOptions(settings).filter(([name]) => !needless.has(name));
}

/** A change as the one `aws` command that makes it. */
export function commandFor(call: Call, place: Place): string {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
      return command(place, 'kinesis', 'put-resource-policy', [
        ['resource-arn', call.resourceArn],
        ['policy', call.policy],
      ]);
    case 'kinesis:DeleteResourcePolicy':
      return command(place, 'kinesis', 'delete-resource-policy', [['resource-arn', call.resourceArn]]);
    case 'iam:AttachRolePolicy':
      return command(place, 'iam', 'attach-role-policy', [
        ['role-name', call.roleName],
        ['policy-arn', call.policyArn],
      ]);
    case 'iam:DetachRolePolicy':
      return command(place, 'iam', 'detach-role-policy', [
        ['role-name', call.roleName],
        ['policy-arn', call.policyArn],
      ]);
    case 'iam:PutRolePolicy':
      return command(place, 'iam', 'put-role-policy', [
        ['role-name', call.roleName],
        ['policy-name', call.policyName],
        ['policy-document', call.policy],
      ]);
    case 'iam:DeleteRolePolicy':
      return command(place, 'iam', 'delete-role-policy', [
        ['role-name', call.roleName],
        ['policy-name', call.policyName],
      ]);
    case 'lambda:CreateEventSourceMapping': {
      const { settings } = call;
      const start: [string, string][] = [
        ['function-name', call.functionArn],
        ['event-source-arn', call.sourceArn],
        ['starting-position', settings.startingPosition],
      ];
      if (settings.startingPosition === 'AT_TIMESTAMP' && settings.startingPositionTimestamp) {
        start.push(['starting-position-timestamp', settings.startingPositionTimestamp]);
      }
      return `${command(place, 'lambda', 'create-event-source-mapping', [...start, ...newMappingOptions(settings)])} \\\n${flags(settings)}`;
    }
    case 'lambda:UpdateEventSourceMapping':
      return `${command(place, 'lambda', 'update-event-source-mapping', [
        ['uuid', call.uuid],
        ['function-name', call.functionArn],
        ...updatableOptions(call.settings),
      ])} \\\n${flags(call.settings)}`;
    case 'lambda:DeleteEventSourceMapping':
      return command(place, 'lambda', 'delete-event-source-mapping', [['uuid', call.uuid]]);
  }
}
