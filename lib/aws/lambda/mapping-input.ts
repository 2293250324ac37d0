import type {
  CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { optionsToCreate, writtenOptions } from '@/lib/wiring/setting/aws-options';
import { type MappingSettings, settingsToUpdate } from '@/lib/wiring/setting/settings';

/** What `CreateEventSourceMapping` is called with. Options that are off are left out, as AWS's own default. */
export function createInput(
  sourceArn: string,
  functionArn: string,
  settings: MappingSettings,
): CreateEventSourceMappingCommandInput {
  const options = writtenOptions(optionsToCreate(settings), settings);
  return { ...options, EventSourceArn: sourceArn, FunctionName: functionArn };
}

/** What `UpdateEventSourceMapping` is called with: only what differs, so that nobody else's option is touched. */
export function updateInput(
  uuid: string,
  wanted: MappingSettings,
  current: MappingSettings,
): UpdateEventSourceMappingCommandInput {
  return { ...writtenOptions(settingsToUpdate(wanted, current), wanted), UUID: uuid };
}
