import { createHash, randomUUID } from 'node:crypto';
import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type { Call, Operation } from '../service';
import { anyAsk, controlPlane, functionAsk, passRoleAsks } from './ask';
import { describeFunction, listedFunction } from './describe-function';
import { checkAssumable } from './execution-role';
import { findFunction } from './function-name';
import { checkConfiguration, checkFunctionName } from './function-rules';
import { conflict, invalidParameter } from './lambda-fault';
import { type FunctionRecord, lambdaState } from './lambda-state';
import { page } from './page';
import { filesOf } from './zip';

const creationSeconds = 3;
const functionsAPage = 50;

export const createFunction: Operation<CreateFunctionRequest, FunctionConfiguration> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('CreateFunction', input.FunctionName, call), ...passRoleAsks(input.Role, call)],
  run: async (input, call) => {
    const name = checkFunctionName(input.FunctionName, call);
    const zip = codeOf(input);
    const role = input.Role ?? '';
    checkConfiguration({ ...input, Role: role }, call.accountId);
    if (!input.Runtime || !input.Handler) {
      throw invalidParameter(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      );
    }
    const { functions } = lambdaState(call.world, call.accountId, call.region);
    if (functions.has(name)) throw conflict(`Function already exist: ${name}`);
    checkAssumable(call.world, call.clock, role, name);
    const record = newFunction(name, input, { role, runtime: input.Runtime, handler: input.Handler, zip }, call);
    functions.set(name, record);
    return describeFunction(record, call.clock);
  },
};

export const getFunction: Operation<GetFunctionRequest, GetFunctionResponse> = {
  limit: () => ({ bucket: 'GetFunction', perSecond: 100 }),
  asks: (input, call) => [functionAsk('GetFunction', input.FunctionName, call)],
  run: (input, call) => {
    const record = theFunction(input, call);
    const reserved = record.reservedConcurrency;
    return {
      Configuration: describeFunction(record, call.clock),
      Code: { RepositoryType: 'S3' },
      ...(Object.keys(record.tags).length > 0 ? { Tags: record.tags } : {}),
      ...(reserved === null ? {} : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
    };
  },
};

export const getFunctionConfiguration: Operation<GetFunctionConfigurationRequest, FunctionConfiguration> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('GetFunctionConfiguration', input.FunctionName, call)],
  run: (input, call) => describeFunction(theFunction(input, call), call.clock),
};

export const listFunctions: Operation<ListFunctionsRequest, ListFunctionsResponse> = {
  limit: controlPlane,
  asks: () => [anyAsk('ListFunctions')],
  run: (input, call) => {
    const { functions } = lambdaState(call.world, call.accountId, call.region);
    const { items, nextMarker } = page([...functions.values()], (each) => each.name, input, functionsAPage);
    return { Functions: items.map(listedFunction), NextMarker: nextMarker };
  },
};

export const deleteFunction: Operation<DeleteFunctionRequest, { StatusCode: number }> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('DeleteFunction', input.FunctionName, call)],
  run: (input, call) => {
    const record = theFunction(input, call);
    // Mappings that name the function stay, and stay Enabled.
    lambdaState(call.world, call.accountId, call.region).functions.delete(record.name);
    return { StatusCode: 204 };
  },
};

/** The function that a request names. @throws Fault ResourceNotFoundException */
export function theFunction(input: { FunctionName?: string | undefined; Qualifier?: string | undefined }, call: Call) {
  const state = lambdaState(call.world, call.accountId, call.region);
  return findFunction(state, input.FunctionName ?? '', call, input.Qualifier);
}

export function codeSha256(zip: Uint8Array): string {
  return createHash('sha256').update(zip).digest('base64');
}

function codeOf({ Code }: CreateFunctionRequest): Uint8Array {
  if (!Code?.ZipFile) {
    throw invalidParameter(
      Code?.S3Bucket
        ? 'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist'
        : 'Please provide a source for function code.',
    );
  }
  filesOf(Code.ZipFile);
  // A copy: the bytes may be a window on a whole request.
  return Uint8Array.from(Code.ZipFile);
}

function newFunction(
  name: string,
  input: CreateFunctionRequest,
  code: Pick<FunctionRecord, 'role' | 'runtime' | 'handler' | 'zip'>,
  { accountId, region, clock }: Call,
): FunctionRecord {
  const activeAt = clock.after(creationSeconds);
  return {
    name,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    description: input.Description ?? '',
    ...code,
    memoryMb: input.MemorySize ?? 128,
    timeoutSeconds: input.Timeout ?? 3,
    environment: input.Environment?.Variables ?? {},
    logGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    codeSha256: codeSha256(code.zip),
    revision: randomUUID(),
    modifiedAt: clock.now(),
    activeAt,
    updatedAt: activeAt,
    reservedConcurrency: null,
    tags: input.Tags ?? {},
  };
}
