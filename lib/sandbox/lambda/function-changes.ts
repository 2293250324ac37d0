import { randomUUID } from 'node:crypto';
import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { type Call, Fault, type Operation } from '../service';
import { controlPlane, functionAsk, passRoleAsks } from './ask';
import { describeFunction, isPending, isUpdating } from './describe-function';
import { checkAssumable } from './execution-role';
import { checkConfiguration } from './function-rules';
import { codeSha256, theFunction } from './functions';
import { conflict, invalidParameter } from './lambda-fault';
import type { FunctionRecord } from './lambda-state';
import { filesOf } from './zip';

const updateSeconds = 2;

export const updateFunctionConfiguration: Operation<UpdateFunctionConfigurationRequest, FunctionConfiguration> = {
  limit: controlPlane,
  asks: (input, call) => [
    functionAsk('UpdateFunctionConfiguration', input.FunctionName, call),
    ...passRoleAsks(input.Role, call),
  ],
  run: async (input, call) => {
    const record = theFunction(input, call);
    checkChangeable(record, input.RevisionId, call);
    checkConfiguration(input, call.accountId);
    if (input.Role) checkAssumable(call.world, call.clock, input.Role, record.name);
    record.description = input.Description ?? record.description;
    record.role = input.Role ?? record.role;
    record.handler = input.Handler ?? record.handler;
    record.runtime = input.Runtime ?? record.runtime;
    record.memoryMb = input.MemorySize ?? record.memoryMb;
    record.timeoutSeconds = input.Timeout ?? record.timeoutSeconds;
    record.environment = input.Environment ? (input.Environment.Variables ?? {}) : record.environment;
    record.logGroup = input.LoggingConfig?.LogGroup ?? record.logGroup;
    return changed(record, call);
  },
};

export const updateFunctionCode: Operation<UpdateFunctionCodeRequest, FunctionConfiguration> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('UpdateFunctionCode', input.FunctionName, call)],
  run: (input, call) => {
    const record = theFunction(input, call);
    checkChangeable(record, input.RevisionId, call);
    if (!input.ZipFile) throw invalidParameter('Please provide a source for function code.');
    filesOf(input.ZipFile);
    const codeAfter = { zip: Uint8Array.from(input.ZipFile), codeSha256: codeSha256(input.ZipFile) };
    if (input.DryRun) return describeFunction({ ...record, ...codeAfter }, call.clock);
    Object.assign(record, codeAfter);
    return changed(record, call);
  },
};

function checkChangeable(record: FunctionRecord, revision: string | undefined, { clock }: Call): void {
  if (revision && revision !== record.revision) {
    throw new Fault(
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      412,
    );
  }
  if (isPending(record, clock)) {
    throw conflict(
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    );
  }
  if (isUpdating(record, clock)) {
    throw conflict(
      `The operation cannot be performed at this time. An update is in progress for resource: ${record.arn}`,
    );
  }
}

function changed(record: FunctionRecord, { clock }: Call): FunctionConfiguration {
  record.revision = randomUUID();
  record.modifiedAt = clock.now();
  record.updatedAt = clock.after(updateSeconds);
  return describeFunction(record, clock);
}
