import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Clock } from '../clock';
import type { FunctionRecord } from './lambda-state';

/** A function as lists answer it: its configuration without its state. */
export function listedFunction(record: FunctionRecord): FunctionConfiguration {
  return {
    FunctionName: record.name,
    FunctionArn: record.arn,
    Runtime: record.runtime,
    Role: record.role,
    Handler: record.handler,
    CodeSize: record.zip.length,
    Description: record.description,
    Timeout: record.timeoutSeconds,
    MemorySize: record.memoryMb,
    LastModified: new Date(record.modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: record.codeSha256,
    Version: '$LATEST',
    ...(Object.keys(record.environment).length > 0 ? { Environment: { Variables: record.environment } } : {}),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: record.revision,
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: record.logGroup },
  };
}

/** A function as it is answered by itself: with where it is on its way to Active. */
export function describeFunction(record: FunctionRecord, clock: Clock): FunctionConfiguration {
  if (isPending(record, clock)) {
    return {
      ...listedFunction(record),
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
      LastUpdateStatus: 'InProgress',
    };
  }
  const LastUpdateStatus = isUpdating(record, clock) ? 'InProgress' : 'Successful';
  return { ...listedFunction(record), State: 'Active', LastUpdateStatus };
}

export function isPending(record: FunctionRecord, clock: Clock): boolean {
  return clock.now() < record.activeAt;
}

export function isUpdating(record: FunctionRecord, clock: Clock): boolean {
  return clock.now() < record.updatedAt;
}
