import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import { outOfModel } from '../out-of-model';
import type { Call, Operation } from '../service';
import { anyAsk, controlPlane, functionAsk } from './ask';
import { theFunction } from './functions';
import { accountConcurrency } from './invoke-function';
import { invalidParameter } from './lambda-fault';
import { lambdaState } from './lambda-state';

/** What must stay free for functions that reserve nothing. */
const unreservedAtLeast = 100;

export const putFunctionConcurrency: Operation<PutFunctionConcurrencyRequest, Concurrency> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('PutFunctionConcurrency', input.FunctionName, call)],
  run: (input, call) => {
    const record = theFunction(input, call);
    const asked = input.ReservedConcurrentExecutions;
    if (asked === undefined || asked < 0) {
      throw outOfModel(asked, 'reservedConcurrentExecutions', 'have value greater than or equal to 0');
    }
    if (unreserved(call) + (record.reservedConcurrency ?? 0) - asked < unreservedAtLeast) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedAtLeast}].`,
      );
    }
    record.reservedConcurrency = asked;
    return { ReservedConcurrentExecutions: asked };
  },
};

export const getFunctionConcurrency: Operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('GetFunctionConcurrency', input.FunctionName, call)],
  run: (input, call) => ({ ReservedConcurrentExecutions: theFunction(input, call).reservedConcurrency ?? undefined }),
};

export const deleteFunctionConcurrency: Operation<DeleteFunctionConcurrencyRequest, void> = {
  limit: controlPlane,
  asks: (input, call) => [functionAsk('DeleteFunctionConcurrency', input.FunctionName, call)],
  run: (input, call) => {
    theFunction(input, call).reservedConcurrency = null;
  },
};

export const getAccountSettings: Operation<object, GetAccountSettingsResponse> = {
  limit: controlPlane,
  asks: () => [anyAsk('GetAccountSettings')],
  run: (_, call) => {
    const { functions } = lambdaState(call.world, call.accountId, call.region);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: accountConcurrency,
        UnreservedConcurrentExecutions: unreserved(call),
      },
      AccountUsage: {
        TotalCodeSize: [...functions.values()].reduce((sum, { zip }) => sum + zip.length, 0),
        FunctionCount: functions.size,
      },
    };
  },
};

function unreserved({ world, accountId, region }: Call): number {
  const { functions } = lambdaState(world, accountId, region);
  return [...functions.values()].reduce((left, each) => left - (each.reservedConcurrency ?? 0), accountConcurrency);
}
