import * as schemas from '@aws-sdk/client-lambda';
import type { Service } from '../service';
import { updateFunctionCode, updateFunctionConfiguration } from './function-changes';
import {
  deleteFunctionConcurrency,
  getAccountSettings,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from './function-concurrency';
import { createFunction, deleteFunction, getFunction, getFunctionConfiguration, listFunctions } from './functions';
import { invoke } from './invoke';
import { listTags, tagResource, untagResource } from './lambda-tags';
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './mappings';
import { operator } from './operator';
import { pollMappings } from './poll-mappings';
import { closeRuntimes } from './warm-runtimes';

export const lambda: Service = {
  name: 'lambda',
  protocol: 'restJson1',
  schemas,
  throttleFault: 'TooManyRequestsException',
  throttleFields: { Reason: 'CallerRateLimitExceeded', Type: 'User', retryAfterSeconds: '1' },
  operations: {
    CreateEventSourceMapping: createEventSourceMapping,
    CreateFunction: createFunction,
    DeleteEventSourceMapping: deleteEventSourceMapping,
    DeleteFunction: deleteFunction,
    DeleteFunctionConcurrency: deleteFunctionConcurrency,
    GetAccountSettings: getAccountSettings,
    GetEventSourceMapping: getEventSourceMapping,
    GetFunction: getFunction,
    GetFunctionConcurrency: getFunctionConcurrency,
    GetFunctionConfiguration: getFunctionConfiguration,
    Invoke: invoke,
    ListEventSourceMappings: listEventSourceMappings,
    ListFunctions: listFunctions,
    ListTags: listTags,
    PutFunctionConcurrency: putFunctionConcurrency,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateEventSourceMapping: updateEventSourceMapping,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
  },
  operator,
  tick: pollMappings,
  close: closeRuntimes,
};
