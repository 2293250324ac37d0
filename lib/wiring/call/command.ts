import type { MappingSettings } from '../inventory';
import type { Call, Place } from '../plan/plan';
import { settingOptions, settingsToUpdate } from '../setting/settings';
import { plannedArnIn } from './known-after';

/** The shell variable that holds a consumer's ARN, which is known once the consumer is registered. */
export const consumerVariable = 'CONSUMER_ARN';

/** One argument as a POSIX shell reads it back. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const planned = plannedArnIn(text);
  if (planned === text) return `"$${consumerVariable}"`;
  const safe = `'${text.replaceAll("'", `'\\''`)}'`;
  return planned === null ? safe : safe.replaceAll(planned, `'"$${consumerVariable}"'`);
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

type Options = [name: string, value: string | number][];

/** How each updatable option is written, with a value; switches are flags. */
const written: { [Option in keyof MappingSettings]?: (settings: MappingSettings) => Options } = {
  batchSize: ({ batchSize }) => [['batch-size', batchSize]],
  batchingWindowSeconds: (settings) => [['maximum-batching-window-in-seconds', settings.batchingWindowSeconds]],
  parallelizationFactor: (settings) => [['parallelization-factor', settings.parallelizationFactor]],
  maximumRecordAgeSeconds: (settings) => [['maximum-record-age-in-seconds', settings.maximumRecordAgeSeconds]],
  maximumRetryAttempts: (settings) => [['maximum-retry-attempts', settings.maximumRetryAttempts]],
  tumblingWindowSeconds: (settings) => [['tumbling-window-in-seconds', settings.tumblingWindowSeconds]],
  reportBatchItemFailures: (settings) => [
    ['function-response-types', settings.reportBatchItemFailures ? 'ReportBatchItemFailures' : '[]'],
  ],
  onFailureDestinationArn: (settings) => [
    ['destination-config', JSON.stringify({ OnFailure: { Destination: settings.onFailureDestinationArn ?? '' } })],
  ],
  filters: ({ filters }) => [['filter-criteria', JSON.stringify({ Filters: filters.map((Pattern) => ({ Pattern })) })]],
  metrics: ({ metrics }) => [['metrics-config', JSON.stringify({ Metrics: metrics })]],
};

const flags: { [Option in keyof MappingSettings]?: (settings: MappingSettings) => string } = {
  enabled: ({ enabled }) => (enabled ? '--enabled' : '--no-enabled'),
  bisectBatchOnFunctionError: (settings) =>
    settings.bisectBatchOnFunctionError ? '--bisect-batch-on-function-error' : '--no-bisect-batch-on-function-error',
};

function optionsOf(names: readonly (keyof MappingSettings)[], settings: MappingSettings): Options {
  return names.flatMap((name) => written[name]?.(settings) ?? []);
}

function withFlags(text: string, names: readonly (keyof MappingSettings)[], settings: MappingSettings): string {
  return [text, ...names.flatMap((name) => (flags[name] ? [`  ${flags[name](settings)}`] : []))].join(' \\\n');
}

/** Leaves out what a new mapping has anyway: `Create` refuses some empty values that `Update` needs. */
function neededAtFirst(settings: MappingSettings): (keyof MappingSettings)[] {
  const needless = new Set<keyof MappingSettings>([
    ...(settings.reportBatchItemFailures ? [] : ['reportBatchItemFailures' as const]),
    ...(settings.onFailureDestinationArn ? [] : ['onFailureDestinationArn' as const]),
    ...(settings.filters.length ? [] : ['filters' as const]),
    ...(settings.metrics.length ? [] : ['metrics' as const]),
    ...(settings.tumblingWindowSeconds ? [] : ['tumblingWindowSeconds' as const]),
  ]);
  return settingOptions.map(({ name }) => name).filter((name) => !needless.has(name));
}

/** Keeps the new consumer's ARN for the commands after it, and waits until policies may be put on it. */
function register(place: Place, streamArn: string, name: string): string {
  const made = command(place, 'kinesis', 'register-stream-consumer', [
    ['stream-arn', streamArn],
    ['consumer-name', name],
    ['query', 'Consumer.ConsumerARN'],
    ['output', 'text'],
  ]);
  const state = [
    'aws kinesis describe-stream-consumer',
    `--consumer-arn "$${consumerVariable}"`,
    `--region ${place.region}`,
    '--query ConsumerDescription.ConsumerStatus --output text',
  ].join(' ');
  return `${consumerVariable}=$(${made})\nuntil [ "$(${state})" = ACTIVE ]; do sleep 2; done`;
}

function contextOf(grant: { encryptionContext: Record<string, string> }): Options {
  if (Object.keys(grant.encryptionContext).length === 0) return [];
  return [['constraints', JSON.stringify({ EncryptionContextSubset: grant.encryptionContext })]];
}

/** A change as the `aws` command that makes it. */
export function commandFor(call: Call, place: Place): string {
  switch (call.call) {
    case 'kinesis:PutResourcePolicy':
      return command(place, 'kinesis', 'put-resource-policy', [
        ['resource-arn', call.resourceArn],
        ['policy', call.policy],
      ]);
    case 'kinesis:DeleteResourcePolicy':
      return command(place, 'kinesis', 'delete-resource-policy', [['resource-arn', call.resourceArn]]);
    case 'kinesis:RegisterStreamConsumer':
      return register(place, call.streamArn, call.consumerName);
    case 'kinesis:DeregisterStreamConsumer':
      return command(place, 'kinesis', 'deregister-stream-consumer', [['consumer-arn', call.consumerArn]]);
    case 'kms:PutKeyPolicy':
      return command(place, 'kms', 'put-key-policy', [
        ['key-id', call.keyArn],
        ['policy-name', 'default'],
        ['policy', call.policy],
      ]);
    case 'kms:CreateGrant':
      return command(place, 'kms', 'create-grant', [
        ['key-id', call.keyArn],
        ['grantee-principal', call.grant.granteePrincipal],
        ['operations', call.grant.operations.join(' ')],
        ['name', call.grant.name],
        ...contextOf(call.grant),
      ]);
    case 'kms:RevokeGrant':
      return command(place, 'kms', 'revoke-grant', [
        ['key-id', call.keyArn],
        ['grant-id', call.grant.id],
      ]);
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
      const names = neededAtFirst(settings);
      const options = [...start, ...optionsOf(names, settings)];
      return withFlags(command(place, 'lambda', 'create-event-source-mapping', options), names, settings);
    }
    case 'lambda:UpdateEventSourceMapping': {
      // Only what differs, so that an option which could not be read, such as encrypted filters, stays.
      const names = settingsToUpdate(call.settings, call.previous);
      const options: Options = [['uuid', call.uuid], ...optionsOf(names, call.settings)];
      return withFlags(command(place, 'lambda', 'update-event-source-mapping', options), names, call.settings);
    }
    case 'lambda:DeleteEventSourceMapping':
      return command(place, 'lambda', 'delete-event-source-mapping', [['uuid', call.uuid]]);
  }
}
