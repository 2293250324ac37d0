import { functionName } from '../resource/lambda-arn';
import { commandOptions, optionsToCreate, type WrittenOptions, writtenOptions } from '../setting/aws-options';
import { isSame, type MappingSettings, settingOptions, settingsToUpdate } from '../setting/settings';
import type { ArnReading, CallType, Line } from './call';

type Create = { sourceArn: string; functionArn: string; settings: MappingSettings };
type Update = { uuid: string; functionArn: string; settings: MappingSettings; previous: MappingSettings };
type Delete = {
  uuid: string;
  functionArn: string;
  sourceArn: string;
  settings: MappingSettings;
  /** What it read does not exist any more, so AWS would not let it be made again. */
  dead?: boolean;
  /** Where one made again begins, where AWS takes no moment. */
  again?: 'TRIM_HORIZON';
};

function mappingArn(functionArn: string, uuid: string): string {
  return functionArn.replace(/:function:.*$/, `:event-source-mapping:${uuid}`);
}

function mappingLock(uuid: string): string {
  return `event-source-mapping:${uuid}`;
}

/** Whichever mapping it is: AWS takes one between the same two ends. */
function pairLock(
  { sourceArn, functionArn }: Pick<Create, 'sourceArn' | 'functionArn'>,
  { stable }: ArnReading,
): string {
  return `${stable(sourceArn)} → ${functionArn}`;
}

/** The options that are on, as a plan shows them. */
function settingLines(settings: MappingSettings): Line[] {
  return settingOptions
    .map(({ name }) => ({ name, value: settings[name] }))
    .filter(({ value }) => value !== null && value !== false && !isSame(value, []));
}

/** CloudFormation takes a moment as seconds since 1970. */
function inTemplate(options: WrittenOptions): Record<string, unknown> {
  const entries = Object.entries(options);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Date ? value.getTime() / 1000 : value]),
  );
}

const createEventSourceMapping: CallType<Create> = {
  values: ({ sourceArn, functionArn }, { name, source }) => ({
    stream: name(source(sourceArn)),
    function: functionName(functionArn),
  }),
  lines: ({ sourceArn, settings }) => [{ name: 'eventSourceArn', value: sourceArn }, ...settingLines(settings)],
  settings: ({ settings }) => ({ wanted: settings, before: null }),
  ends: ({ sourceArn, functionArn }) => ({ source: sourceArn, reader: functionArn }),
  locks: (input, _place, arns) => [pairLock(input, arns)],
  leaves: ({ functionArn }, { uuid }) => (uuid ? [{ on: mappingArn(functionArn, uuid), name: uuid }] : []),
  takes: () => [],
  cli: ({ sourceArn, functionArn, settings }) => {
    const { options, flags } = commandOptions(optionsToCreate(settings), settings);
    return {
      verb: 'create-event-source-mapping',
      options: [['function-name', functionArn], ['event-source-arn', sourceArn], ...options],
      flags,
    };
  },
  template: ({ sourceArn, functionArn, settings }) => ({
    type: 'AWS::Lambda::EventSourceMapping',
    properties: {
      EventSourceArn: sourceArn,
      FunctionName: functionArn,
      ...inTemplate(writtenOptions(optionsToCreate(settings), settings)),
    },
  }),
};

const updateEventSourceMapping: CallType<Update> = {
  values: ({ functionArn, uuid }) => ({ function: functionName(functionArn), uuid }),
  lines: ({ settings, previous }) =>
    settingOptions
      .map(({ name }) => ({ name, value: settings[name], before: previous[name] }))
      .filter(({ value, before }) => !isSame(value, before)),
  settings: ({ settings, previous }) => ({ wanted: settings, before: previous }),
  ends: ({ functionArn }) => ({ reader: functionArn }),
  locks: ({ uuid }) => [mappingLock(uuid)],
  leaves: () => [],
  takes: () => [],
  cli: ({ uuid, settings, previous }) => {
    // Only what differs, so that an option which could not be read, such as encrypted filters, stays.
    const { options, flags } = commandOptions(settingsToUpdate(settings, previous), settings);
    return { verb: 'update-event-source-mapping', options: [['uuid', uuid], ...options], flags };
  },
  template: () => ({ none: 'exists' }),
};

const deleteEventSourceMapping: CallType<Delete, 'from the oldest'> = {
  forms: { 'from the oldest': ({ again }) => again !== undefined },
  values: ({ sourceArn, functionArn, uuid }, { name, source }) => ({
    stream: name(source(sourceArn)),
    function: functionName(functionArn),
    uuid,
  }),
  lines: ({ uuid, sourceArn }) => [
    { name: 'uuid', value: uuid },
    { name: 'eventSourceArn', value: sourceArn },
  ],
  ends: ({ sourceArn, functionArn }) => ({ source: sourceArn, reader: functionArn }),
  locks: (input, _place, arns) => [mappingLock(input.uuid), pairLock(input, arns)],
  leaves: () => [],
  takes: ({ functionArn, uuid }) => [{ on: mappingArn(functionArn, uuid), name: uuid }],
  // An undo makes a mapping of the same ends, under another UUID.
  outputs: ({ functionArn, uuid }, { recreated }) =>
    recreated ? { [mappingArn(functionArn, uuid)]: mappingArn(functionArn, recreated) } : {},
  lasting: ({ dead }) => dead === true,
  cli: ({ uuid }) => ({ verb: 'delete-event-source-mapping', options: [['uuid', uuid]] }),
  template: () => ({ none: 'removal' }),
};

export const calls = {
  'lambda:CreateEventSourceMapping': createEventSourceMapping,
  'lambda:UpdateEventSourceMapping': updateEventSourceMapping,
  'lambda:DeleteEventSourceMapping': deleteEventSourceMapping,
};
