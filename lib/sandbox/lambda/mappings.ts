import { randomUUID } from 'node:crypto';
import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Ask, Call, Operation } from '../service';
import { anyAsk, controlPlane } from './ask';
import { functionArnOf, parseFunctionReference } from './function-name';
import { checkFunctionName } from './function-rules';
import { conflict, inUse, invalidParameter, notFound } from './lambda-fault';
import { type FunctionRecord, lambdaState, type MappingRecord } from './lambda-state';
import { checkOptions, checkStart } from './mapping-rules';
import { defaultMappingSettings, describeMapping, settingsAfter, stateOfMapping } from './mapping-settings';
import { page } from './page';
import { checkSourceAccess } from './source-access';
import { recognizedSource, sourceOf } from './source-of';

const creationSeconds = 8;
const changeSeconds = 5;
const mappingsAPage = 100;

/** A mapping as requests answer it: accepted, not done. */
type Accepted = EventSourceMappingConfiguration;

export const createEventSourceMapping: Operation<CreateEventSourceMappingRequest, Accepted> = {
  limit: controlPlane,
  asks: (input, call) => [
    {
      ...anyAsk('CreateEventSourceMapping'),
      context: { 'lambda:FunctionArn': functionArnOf(input.FunctionName ?? '', call) },
    },
  ],
  run: async (input, call) => {
    const { clock } = call;
    const sourceArn = input.EventSourceArn;
    const source = recognizedSource(sourceArn ?? '');
    if (!sourceArn || !source) throw invalidParameter('Unrecognized event source.');
    checkOptions(input, source);
    checkStart(input, source, clock);
    const record = existingFunction(input.FunctionName, call);
    checkUnique(sourceArn, record, call);
    await checkSourceAccess(call.world, clock, record, source, sourceArn);
    checkUnique(sourceArn, record, call);
    const mapping = newMapping(input, sourceArn, record, call);
    mappingsOf(call).set(mapping.uuid, mapping);
    return { ...describeMapping(mapping, clock), State: 'Creating' };
  },
};

export const getEventSourceMapping: Operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration> = {
  limit: controlPlane,
  asks: (input, call) => [mappingAsk('GetEventSourceMapping', input.UUID, call)],
  run: (input, call) => describeMapping(theMapping(input.UUID, call), call.clock),
};

export const listEventSourceMappings: Operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse> = {
  limit: controlPlane,
  asks: () => [anyAsk('ListEventSourceMappings')],
  run: (input, call) => {
    const functionArn = input.FunctionName ? functionArnOf(input.FunctionName, call) : null;
    const wanted = [...mappingsOf(call).values()].filter(
      (mapping) =>
        stateOfMapping(mapping, call.clock) !== 'Deleted' &&
        (functionArn === null || mapping.functionArn === functionArn) &&
        (!input.EventSourceArn || mapping.sourceArn === input.EventSourceArn),
    );
    const { items, nextMarker } = page(wanted, (mapping) => mapping.uuid, input, mappingsAPage);
    return { EventSourceMappings: items.map((each) => describeMapping(each, call.clock)), NextMarker: nextMarker };
  },
};

export const updateEventSourceMapping: Operation<UpdateEventSourceMappingRequest, Accepted> = {
  limit: controlPlane,
  asks: (input, call) => [mappingAsk('UpdateEventSourceMapping', input.UUID, call)],
  run: async (input, call) => {
    const { clock } = call;
    const mapping = theMapping(input.UUID, call);
    checkSettled(mapping, 'update', call);
    checkOptions(input, sourceOf(mapping.sourceArn));
    if (input.FunctionName !== undefined) await repoint(mapping, input.FunctionName, call);
    const enabled = input.Enabled ?? mapping.enabled;
    const state = enabled === mapping.enabled ? 'Updating' : enabled ? 'Enabling' : 'Disabling';
    mapping.settings = settingsAfter(mapping.settings, input);
    mapping.enabled = enabled;
    mapping.transition = { state, until: clock.after(changeSeconds) };
    mapping.modifiedAt = clock.now();
    return { ...describeMapping(mapping, clock), State: state };
  },
};

export const deleteEventSourceMapping: Operation<DeleteEventSourceMappingRequest, Accepted> = {
  limit: controlPlane,
  asks: (input, call) => [mappingAsk('DeleteEventSourceMapping', input.UUID, call)],
  run: (input, call) => {
    const mapping = theMapping(input.UUID, call);
    checkSettled(mapping, 'delete', call);
    mapping.transition = { state: 'Deleting', until: call.clock.after(changeSeconds) };
    mapping.modifiedAt = call.clock.now();
    return { ...describeMapping(mapping, call.clock), State: 'Deleting' };
  },
};

/** The mapping of a request. @throws Fault ResourceNotFoundException */
export function theMapping(uuid: string | undefined, call: Call): MappingRecord {
  const mapping = mappingsOf(call).get(uuid ?? '');
  if (!mapping || stateOfMapping(mapping, call.clock) === 'Deleted') {
    throw notFound('The resource you requested does not exist.');
  }
  return mapping;
}

function mappingsOf({ world, accountId, region }: Call): Map<string, MappingRecord> {
  return lambdaState(world, accountId, region).mappings;
}

function mappingAsk(action: string, uuid: string | undefined, call: Call): Ask {
  const mapping = mappingsOf(call).get(uuid ?? '');
  return {
    action: `lambda:${action}`,
    resource: `arn:aws:lambda:${call.region}:${call.accountId}:event-source-mapping:${uuid}`,
    context: mapping ? { 'lambda:FunctionArn': mapping.functionArn } : {},
  };
}

function existingFunction(name: string | undefined, call: Call): FunctionRecord {
  checkFunctionName(name, call);
  const reference = parseFunctionReference(name ?? '', call);
  const found = reference && lambdaState(call.world, call.accountId, call.region).functions.get(reference.name);
  const here = reference?.accountId === call.accountId && reference.region === call.region;
  const version = reference?.qualifier ?? '$LATEST';
  if (!found || !here || version !== '$LATEST') throw invalidParameter('Function does not exist');
  return found;
}

function checkUnique(sourceArn: string, record: FunctionRecord, call: Call): void {
  for (const other of mappingsOf(call).values()) {
    if (other.sourceArn !== sourceArn || other.functionArn !== record.arn) continue;
    if (stateOfMapping(other, call.clock) === 'Deleted') continue;
    throw conflict(
      `The event source arn (" ${sourceArn} ") and function (" ${record.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${other.uuid}`,
    );
  }
}

function checkSettled(mapping: MappingRecord, verb: 'update' | 'delete', { clock }: Call): void {
  if (mapping.transition && clock.now() < mapping.transition.until) {
    throw inUse(`Cannot ${verb} the event source mapping because it is in use.`);
  }
}

async function repoint(mapping: MappingRecord, functionName: string, call: Call): Promise<void> {
  const record = existingFunction(functionName, call);
  if (record.arn === mapping.functionArn) return;
  checkUnique(mapping.sourceArn, record, call);
  await checkSourceAccess(call.world, call.clock, record, sourceOf(mapping.sourceArn), mapping.sourceArn);
  mapping.functionArn = record.arn;
}

function newMapping(
  input: CreateEventSourceMappingRequest,
  sourceArn: string,
  record: FunctionRecord,
  { accountId, region, clock }: Call,
): MappingRecord {
  const uuid = randomUUID();
  return {
    uuid,
    arn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`,
    sourceArn,
    functionArn: record.arn,
    startingPosition: input.StartingPosition ?? 'TRIM_HORIZON',
    startingTimestamp: input.StartingPositionTimestamp?.getTime() ?? null,
    settings: settingsAfter(defaultMappingSettings, input),
    enabled: input.Enabled ?? true,
    transition: { state: 'Creating', until: clock.after(creationSeconds) },
    lastProcessingResult: 'No records processed',
    modifiedAt: clock.now(),
    tags: input.Tags ?? {},
    shards: new Map(),
    shardsListedAt: 0,
    retentionHours: 24,
    polledAt: 0,
    failureRecords: [],
  };
}
