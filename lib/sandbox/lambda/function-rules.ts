import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { outOfModel, within } from '../out-of-model';
import { Fault } from '../service';
import { parseFunctionReference } from './function-name';
import { invalidParameter } from './lambda-fault';

type Asked = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

const rolePattern = /^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;
const rolePatternText = 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+';
const namePatternText =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';
const runtime = /^(nodejs\d+\.x|python3\.\d+)$/;
const environmentBytes = 4096;
const reservedVariables = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/**
 * The rules of a function's name.
 * @throws Fault in AWS's words
 */
export function checkFunctionName(name: string | undefined, here: { accountId: string; region: string }): string {
  const reference = parseFunctionReference(name ?? '', here);
  if (!reference) throw outOfModel(name, 'functionName', `satisfy regular expression pattern: ${namePatternText}`);
  return reference.name;
}

/**
 * The rules of a function's configuration, at creation and at update.
 * @throws Fault in AWS's words
 */
export function checkConfiguration(asked: Asked, accountId: string): void {
  within(asked.Timeout, 'timeout', 1, 900);
  within(asked.MemorySize, 'memorySize', 128, 10_240);
  if (asked.Runtime && !runtime.test(asked.Runtime)) {
    const set = 'nodejs and python runtimes, which are all that the practice accounts run';
    throw invalidParameter(
      `Value ${asked.Runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${set}]`,
    );
  }
  if (asked.Role !== undefined) checkRole(asked.Role, accountId);
  checkEnvironment(asked.Environment?.Variables ?? {});
}

function checkRole(role: string, accountId: string): void {
  if (!rolePattern.test(role)) {
    throw outOfModel(role, 'role', `satisfy regular expression pattern: ${rolePatternText}`);
  }
  if (role.split(':')[4] !== accountId) {
    throw new Fault('AccessDeniedException', 'Cross-account pass role is not allowed.', 403);
  }
}

function checkEnvironment(variables: Record<string, string>): void {
  const because =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `${because} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > environmentBytes) {
    throw invalidParameter(`${because} exceeded the 4KB limit. String measured: ${text}`);
  }
}
