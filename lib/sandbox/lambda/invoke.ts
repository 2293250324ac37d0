import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { type Call, Fault, type Operation } from '../service';
import { functionAsk } from './ask';
import { isPending } from './describe-function';
import { theFunction } from './functions';
import { invokeFunction } from './invoke-function';
import { conflict, invalidParameter } from './lambda-fault';
import type { FunctionRecord } from './lambda-state';

const requestBytes = 6 * 1024 * 1024;
const logTailBytes = 4096;

type Input = Omit<InvocationRequest, 'Payload'> & { Payload?: Uint8Array };
type Output = Omit<InvocationResponse, 'Payload'> & { Payload?: Uint8Array };

export const invoke: Operation<Input, Output> = {
  effect: 'flows',
  asks: (input, call) => [functionAsk('InvokeFunction', input.FunctionName, call)],
  run: async (input, call) => {
    const record = theFunction(input, call);
    const event = eventOf(input);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    if (isPending(record, call.clock)) {
      throw conflict(
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      );
    }
    const running = invokeNow(record, event, call);
    if (input.InvocationType === 'Event') {
      // Nobody waits for an asynchronous invocation: what it says is in its log and metrics.
      running.catch(() => {});
      return { StatusCode: 202 };
    }
    const { payload, failed, log } = await running;
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      Payload: new TextEncoder().encode(payload),
      ...(failed ? { FunctionError: 'Unhandled' } : {}),
      ...(input.LogType === 'Tail' ? { LogResult: tail(log) } : {}),
    };
  },
};

async function invokeNow(record: FunctionRecord, event: string, { world, clock }: Call) {
  let outcome: Awaited<ReturnType<typeof invokeFunction>>;
  try {
    outcome = await invokeFunction(world, clock, record, event);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    throw new Fault('AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.', 403);
  }
  if ('throttled' in outcome) {
    throw new Fault('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: outcome.reason, Type: 'User' });
  }
  return outcome;
}

function eventOf({ Payload: payload, InvocationType: type }: Input): string {
  if (type && !['RequestResponse', 'Event', 'DryRun'].includes(type)) {
    throw invalidParameter(`Unsupported invocation type: ${type}`);
  }
  if (!payload || payload.length === 0) return '{}';
  if (payload.length > requestBytes) {
    throw new Fault(
      'RequestTooLargeException',
      `Request must be smaller than ${requestBytes} bytes for the InvokeFunction operation`,
      413,
    );
  }
  const text = Buffer.from(payload).toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const because = error instanceof Error ? error.message : '';
    throw new Fault('InvalidRequestContentException', `Could not parse request body into json: ${because}`);
  }
}

function tail(log: string): string {
  const bytes = Buffer.from(log);
  return bytes.subarray(Math.max(0, bytes.length - logTailBytes)).toString('base64');
}
